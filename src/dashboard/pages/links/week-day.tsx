import { Box, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bioLinkId } from '../../../links/bio-link.ts'
import { showDay } from '../../../shops/calendar.ts'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import { CopyIcon } from '../../parts/copy-button.tsx'
import { readersLanguage } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import type { Post } from '../../queries/posts.ts'
import { EditPost } from './edit-post.tsx'
import { PostMarks } from './post-marks.tsx'
import { dateOf } from './post-date.ts'
import classes from './week.module.css'

type Props = { readonly day: number; readonly isToday: boolean; readonly posts: readonly Post[] }

export function WeekDay({ day, isToday, posts }: Props) {
  const { t } = useTranslation()
  const at = new Date(`${showDay(day)}T00:00:00Z`)
  const name = new Intl.DateTimeFormat(readersLanguage, { weekday: 'short', timeZone: 'UTC' }).format(at)
  const date = new Intl.DateTimeFormat(readersLanguage, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at)
  return (
    <section className={classes.day} data-today={isToday || undefined} data-day={showDay(day)}>
      <Group gap={6} className={classes.name ?? ''}>
        <Text fw={600} size="sm">
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {date}
        </Text>
        {isToday && (
          <Text size="xs" fw={600} c="var(--accent-text)">
            {t('posts.week.today')}
          </Text>
        )}
      </Group>
      {posts.map((post) => (
        <DayPost key={post.id} post={post} />
      ))}
      {posts.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('posts.week.none')}
        </Text>
      )}
    </section>
  )
}

function DayPost({ post }: { readonly post: Post }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const [isEdited, setIsEdited] = useState(false)
  const time = new Intl.DateTimeFormat(readersLanguage, { hour: '2-digit', minute: '2-digit', timeZone })
  // The bio page's own link is nothing to copy.
  const links = post.links.filter(({ id, archivedAt }) => archivedAt === null && id !== bioLinkId(post.id))
  return (
    <div className={classes.post} data-post={post.id}>
      <Group gap={6} wrap="nowrap" c="dimmed" title={channelName(post.channel)}>
        <ChannelIcon channel={post.channel} size={16} />
        <Text size="xs">{time.format(new Date(dateOf(post)))}</Text>
        <VisuallyHidden>{channelName(post.channel)}</VisuallyHidden>
      </Group>
      <UnstyledButton className={classes.title ?? ''} title={t('posts.edit.action')} onClick={() => setIsEdited(true)}>
        {post.title}
      </UnstyledButton>
      <PostMarks post={post} />
      {links.map((link) => (
        <Group key={link.id} gap={2} wrap="nowrap" justify="space-between">
          <Box className={classes.slug ?? ''}>
            /{link.slug}
            {link.placement && <span className={classes.placement}> {link.placement}</span>}
          </Box>
          <CopyIcon text={link.shortUrl} what={link.shortUrl} />
        </Group>
      ))}
      {isEdited && <EditPost post={post} onClose={() => setIsEdited(false)} />}
    </div>
  )
}
