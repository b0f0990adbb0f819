import { Stack, Text } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldError } from '../../problem.ts'
import { ChannelRow } from './channel-row.tsx'
import type { Warning } from './fix.ts'
import { focusField } from './focus-field.ts'
import type { Builder } from './use-builder.ts'
import { Warnings } from './warnings.tsx'

/** What becomes of the post on each channel ticked: as it is typed by the server's own code, judged by the server. */
export function ChannelRows({ builder }: { readonly builder: Builder }) {
  const { t } = useTranslation()
  const { draft, destination, names, preview, rows, making, change, setCampaign } = builder
  const judged = preview.data?.items ?? []
  const error = making.error ?? preview.error
  const box = useRef<HTMLDivElement>(null)
  // What is said of the address typed before isn't of this one, and its fix would bring that one back.
  const shared = judged.flatMap(({ link }) =>
    link.warnings.filter((one) => isShared(one) && (one.field !== 'destination' || link.destination === destination)),
  )
  const fix = (field: string, value: string) => {
    if (field === 'campaign') setCampaign(value)
    else change({ [field]: value })
    focusField(box.current?.closest('form'), field)
  }
  return (
    <Stack ref={box} gap="sm" aria-live="polite" aria-label={t('builder.rows.label')} role="group">
      <Warnings warnings={shared} destination={draft.destination} onFix={fix} />
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

/** Whether what is warned of is what the channels share: said once, and not here where it stands at its field already. */
function isShared({ field, code }: Warning): boolean {
  if (field === 'campaign' && (code === 'near-duplicate' || code === 'not-in-list')) return false
  return ['destination', 'campaign', 'term', 'title'].includes(field)
}
