import { Alert, Stack, Text } from '@mantine/core'
import { IconEye, IconEyeQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { Foretold } from '../../queries/experiments.ts'

type Props = { readonly foretold: Pick<Foretold, 'words' | 'warnings' | 'smallestP' | 'detectable'> }

/** What the plan could see, told before it begins. */
export function ForetoldNotice({ foretold }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { words, warnings, smallestP, detectable } = foretold
  const decimals = smallestP < 0.01 ? 2 : 1
  return (
    <Stack gap="sm" role="status">
      <Alert
        color={detectable.known ? 'trail' : 'gray'}
        icon={detectable.known ? <IconEye size={20} /> : <IconEyeQuestion size={20} />}
        title={t('experiments.foretold')}
      >
        <Text>{words}</Text>
        <Text size="sm" mt={4}>
          {t('experiments.smallestP', { p: format.percent(smallestP, decimals) })}
        </Text>
      </Alert>
      {warnings.map(({ code, detail }) => (
        <Alert key={code} color="yellow" title={t(code === 'weeks-taken' ? 'experiments.taken' : 'experiments.inVain')}>
          {detail}
        </Alert>
      ))}
    </Stack>
  )
}
