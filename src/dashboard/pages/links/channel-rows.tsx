import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fieldError } from '../../problem.ts'
import { ChannelRow } from './channel-row.tsx'
import type { Builder } from './use-builder.ts'
import { Warnings } from './warnings.tsx'

/** What becomes of the post on each channel ticked: as it is typed by the server's own code, judged by the server. */
export function ChannelRows({ builder }: { readonly builder: Builder }) {
  const { t } = useTranslation()
  const { draft, names, preview, rows, making, change, setCampaign } = builder
  const judged = preview.data?.items ?? []
  const error = making.error ?? preview.error
  const shared = judged.flatMap(({ link }) => link.warnings).filter(({ field }) => isShared(field))
  const fix = (field: string, value: string) => (field === 'campaign' ? setCampaign(value) : change({ [field]: value }))
  return (
    <Stack gap="sm" aria-live="polite" aria-label={t('builder.rows.label')} role="group">
      <Warnings warnings={shared} onFix={fix} />
      {draft.rows.map((row, index) => (
        <ChannelRow
          key={row.id}
          {...{ row, draft, rows }}
          names={names[index]}
          link={judged[index]?.link.channel === row.channel ? judged[index]?.link : undefined}
          errorOf={(field) => fieldError(error, `channels.${index}.${field}`)}
        />
      ))}
      {draft.rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('builder.rows.none')}
        </Text>
      )}
    </Stack>
  )
}

/** Whether what is warned of is what the channels share: said once. */
function isShared(field: string): boolean {
  return ['destination', 'campaign', 'term', 'title'].includes(field)
}
