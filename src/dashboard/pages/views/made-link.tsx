import { Alert, Anchor, Code, Group, Stack, Text } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import type { MadeShare } from '../../queries/views.ts'

/** The address of a new link: nobody can be shown it again. */
export function MadeLink({ made }: { readonly made: MadeShare }) {
  const { t } = useTranslation()
  const { url, hasPassword } = made
  const formula = `=IMPORTDATA("${url}.csv")`
  return (
    <Stack gap="sm">
      <Alert icon={<IconLink size={20} />} color="yellow">
        {t('views.once')}
      </Alert>
      <Code block className="break" style={{ whiteSpace: 'pre-wrap' }}>
        {url}
      </Code>
      <Group gap="sm">
        <CopyButton text={url} what={t('views.link')} />
        <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
          {t('views.look')}
        </Anchor>
      </Group>
      {hasPassword ? (
        <Text size="sm" c="dimmed">
          {t('views.sheetsNoPassword')}
        </Text>
      ) : (
        <>
          <Text size="sm" mt="xs">
            {t('views.sheets')}
          </Text>
          <Code block className="break" style={{ whiteSpace: 'pre-wrap' }}>
            {formula}
          </Code>
          <Group>
            <CopyButton text={formula} what={t('views.formula')} />
          </Group>
        </>
      )}
    </Stack>
  )
}
