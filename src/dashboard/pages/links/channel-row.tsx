import { ActionIcon, Autocomplete, Badge, Group, Text, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Names } from '../../../links/naming.ts'
import { buildTarget } from '../../../links/utm.ts'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import type { PreviewedLink } from '../../queries/across.ts'
import { type Draft, placements, type Row } from './builder-draft.ts'
import classes from './channel-row.module.css'
import { focusField } from './focus-field.ts'
import { RowNames } from './row-names.tsx'
import { ShortUrl } from './short-url.tsx'
import { TargetUrl } from './target-url.tsx'
import { isWebAddress } from './url-parts.ts'
import type { Rows } from './use-rows.ts'
import { Warnings } from './warnings.tsx'

export type RowProps = {
  readonly row: Row
  readonly draft: Draft
  readonly rows: Rows
  readonly names: Names | undefined
  /** As the server sees it; undefined while it hasn't answered. */
  readonly link: PreviewedLink | undefined
  readonly errorOf: (field: string) => string | undefined
}

/** One link to be: where it stands, its short address, what it leads to and what is to be said of it. */
export function ChannelRow(props: RowProps) {
  const { row, draft, rows, names, link, errorOf } = props
  const own = link?.warnings.filter(({ field }) => ownFields.has(field)) ?? []
  const box = useRef<HTMLDivElement>(null)
  const fix = (field: string, value: string) => {
    rows.change(row.id, { [field]: value })
    focusField(box.current, field)
  }
  const isTold = draft.rows.length > 1 && isWebAddress(draft.destination)
  return (
    <div className={classes.row} data-row={row.channel} ref={box}>
      <Head {...props} />
      <ShortUrl row={row} draft={draft} onTake={(slug) => rows.change(row.id, { slug })} />
      {isTold && names && <TargetUrl url={buildTarget(draft.destination, names)} />}
      <Warnings warnings={own} destination={draft.destination} onFix={fix} />
      <RowNames
        row={row}
        names={names}
        domain={draft.domain}
        errorOf={errorOf}
        onChange={(some) => rows.change(row.id, some)}
      />
    </div>
  )
}

const ownFields: ReadonlySet<string> = new Set(['source', 'medium', 'content', 'placement', 'slug'])

function Head({ row, rows, names, link, errorOf }: RowProps) {
  const { t } = useTranslation()
  const what = channelName(row.channel)
  return (
    <div className={classes.head}>
      <Group gap={8} wrap="nowrap">
        <ChannelIcon channel={row.channel} />
        <Text fw={600}>{what}</Text>
      </Group>
      <Autocomplete
        size="sm"
        className={classes.placement ?? ''}
        data-field="placement"
        openOnFocus={false}
        aria-label={t('builder.rows.placementOf', { channel: what })}
        placeholder={names?.placement || t('builder.rows.placement')}
        data={placements.map((one) => ({ value: one, label: t(`builder.placements.${one}`) }))}
        filter={({ options }) => options}
        maxLength={50}
        value={row.placement}
        onChange={(placement) => rows.change(row.id, { placement })}
        error={errorOf('placement')}
      />
      <div className={classes.group}>
        {link && (
          <Tooltip label={link.ga4Rule.why} multiline maw={320} withArrow>
            <Badge
              variant="light"
              color="gray"
              tt="none"
              fw={500}
              style={{ cursor: 'pointer' }}
              renderRoot={(props) => (
                <Link
                  to="/help/ga4"
                  search={{ source: link.utm.source, medium: link.utm.medium, campaign: link.utm.campaign }}
                  target="_blank"
                  {...props}
                />
              )}
            >
              {t('builder.rows.ga4', { group: link.ga4Channel })}
            </Badge>
          </Tooltip>
        )}
      </div>
      <Group gap={4} wrap="nowrap">
        <RowAction
          label={t('builder.rows.another', { channel: what })}
          onClick={() => rows.repeat(row)}
          isOff={!rows.mayAdd}
        >
          <IconPlus size={16} />
        </RowAction>
        <RowAction label={t('builder.rows.remove', { channel: what })} onClick={() => rows.remove(row.id)}>
          <IconX size={16} />
        </RowAction>
      </Group>
    </div>
  )
}

type ActionProps = {
  readonly label: string
  readonly onClick: () => void
  readonly isOff?: boolean
  readonly children: React.ReactNode
}

function RowAction({ label, onClick, isOff = false, children }: ActionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} disabled={isOff} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
