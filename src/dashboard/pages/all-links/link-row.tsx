import { ActionIcon, Badge, Box, Checkbox, Group, Text } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import { CopyIcon } from '../../parts/copy-button.tsx'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import type { ListedLink } from '../../queries/all-links.ts'
import classes from './link-row.module.css'
import { type LinkState, stateOf } from './link-state.ts'

type Props = {
  readonly link: ListedLink
  readonly isSelected: boolean
  readonly onSelect: (isSelected: boolean) => void
  readonly onOpen: () => void
  readonly onTag: (tag: string) => void
}

export function LinkRow({ link, isSelected, onSelect, onOpen, onTag }: Props) {
  const { t } = useTranslation()
  const short = link.shortUrl.replace(/^https?:\/\//, '')
  return (
    <div className={classes['row']} data-link={link.id} data-selected={isSelected || undefined}>
      <Checkbox
        aria-label={t('allLinks.select', { what: short })}
        checked={isSelected}
        onChange={(event) => onSelect(event.currentTarget.checked)}
      />
      <Box miw={0}>
        <Group gap={8} wrap="nowrap" align="center">
          <span className={classes['icon']} title={channelName(link.channel)}>
            <ChannelIcon channel={link.channel} size={18} />
          </span>
          <button
            type="button"
            className={`${classes['open']} ${stateOf(link) === 'active' ? '' : classes['ended']}`}
            onClick={onOpen}
          >
            {short}
          </button>
        </Group>
        <Text size="sm" className="break" lineClamp={1} mt={2}>
          {link.title ?? link.postTitle}
        </Text>
        <Text size="xs" c="dimmed" className="break" lineClamp={1} title={link.destination}>
          {link.destination.replace(/^https?:\/\//, '')}
        </Text>
      </Box>
      <About link={link} onTag={onTag} />
      <State link={link} />
      <Group gap={2} wrap="nowrap" className={classes['actions'] ?? ''}>
        <CopyIcon text={link.shortUrl} what={short} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('allLinks.edit', { what: short })}
          onClick={onOpen}
        >
          <IconPencil size={18} />
        </ActionIcon>
      </Group>
    </div>
  )
}

function About({ link, onTag }: Pick<Props, 'link' | 'onTag'>) {
  const { t } = useTranslation()
  const parts = [link.campaignName ?? link.utm.campaign, link.placement].filter(Boolean)
  return (
    <Box miw={0} className={classes['about'] ?? ''}>
      <Text size="sm" className="break" lineClamp={2}>
        {parts.join(' · ')}
      </Text>
      {link.tags.length > 0 && (
        <Group gap={4} mt={4}>
          {link.tags.map((tag) => (
            <button
              key={tag}
              type="button"
              className={classes['tag']}
              title={t('allLinks.filterTag', { tag })}
              onClick={() => onTag(tag)}
            >
              {tag}
            </button>
          ))}
        </Group>
      )}
    </Box>
  )
}

const colors = { active: 'trail', expired: 'orange', archived: 'gray' } as const satisfies Record<LinkState, string>

function State({ link }: Pick<Props, 'link'>) {
  const { t } = useTranslation()
  const format = useFormat(useShop().timeZone)
  const state = stateOf(link)
  return (
    <Box className={`${classes['state']} numbers`}>
      <Badge variant="light" color={colors[state]} tt="none" fw={600}>
        {t(`allLinks.status.${state}`)}
      </Badge>
      {link.maxClicks !== null && (
        <Text size="xs" c="dimmed" mt={2}>
          {t('allLinks.uses', { used: format.count(link.usedClicks), count: link.maxClicks })}
        </Text>
      )}
      {link.expiresAt !== null && link.archivedAt === null && (
        <Text size="xs" c="dimmed" mt={2}>
          {t(Date.parse(link.expiresAt) > Date.now() ? 'allLinks.until' : 'allLinks.since', {
            time: format.time(link.expiresAt),
          })}
        </Text>
      )}
    </Box>
  )
}
