import { Alert, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

type Props = {
  /** What must be named first; undefined where nothing is missing. */
  readonly missing: string | undefined
  /** Whose export it is; undefined where nobody's that is known. */
  readonly name: string | undefined
  readonly check: string
}

/** How a file was understood, or which column is to be named. */
export function Recognised({ missing, name, check }: Props) {
  const { t } = useTranslation()
  if (missing !== undefined)
    return (
      <Alert color="orange" icon={<IconInfoCircle size={20} />}>
        {missing}
      </Alert>
    )
  return (
    <Text>
      {name === undefined ? t('import.understood') : t('import.recognised', { name })}{' '}
      <Text span c="dimmed">
        {check}
      </Text>
    </Text>
  )
}
