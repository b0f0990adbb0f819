import { Code, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import { ShareLink } from '../../parts/share-link.tsx'
import type { MadeShare } from '../../queries/views.ts'

/** A new link, and how a spreadsheet reads what it shows. */
export function MadeLink({ made }: { readonly made: MadeShare }) {
  const { t } = useTranslation()
  const { url, hasPassword } = made
  const formula = `=IMPORTDATA("${url}.csv")`
  return (
    <Stack gap="sm">
      <ShareLink url={url} />
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
