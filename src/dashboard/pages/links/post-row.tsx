import { Box, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import { CopyButton, CopyIcon } from '../../parts/copy-button.tsx'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import type { Post } from '../../queries/posts.ts'
import type { Row } from '../../queries/reports.ts'
import { captionWithLink } from './caption.ts'
import { PostMarks } from './post-marks.tsx'
import { PostMenu } from './post-menu.tsx'
import classes from './post-row.module.css'

type Props = {
  readonly post: Post
  /** Undefined: nothing was counted for this post, or it isn't known yet. */
  readonly row: Row | undefined
  readonly isCounted: boolean
}

export function PostRow({ post, row, isCounted }: Props) {
  return (
    <div className={classes.row} data-post={post.id}>
      <Group gap={12} wrap="nowrap" align="flex-start" miw={0}>
        <span className={classes.icon}>
          <ChannelIcon channel={post.channel} />
        </span>
        <Box miw={0} flex={1}>
          <Text fw={600} className="break" lineClamp={2} lh={1.35}>
            {post.title}
          </Text>
          <Subtitle post={post} />
          <PostMarks post={post} />
          {post.links.map((link) => (
            <PostLink key={link.id} link={link} caption={post.caption} />
          ))}
        </Box>
        <PostMenu post={post} />
      </Group>
      <Figures row={row} isCounted={isCounted} />
    </div>
  )
}

function Subtitle({ post }: { readonly post: Post }) {
  const format = useFormat(useShop().timeZone)
  const day = format.time(post.publishedAt ?? post.createdAt)
  const parts = [channelName(post.channel), post.campaignName, day].filter(Boolean)
  return (
    <Text size="sm" c="dimmed" className="break">
      {parts.join(' · ')}
    </Text>
  )
}

type LinkProps = { readonly link: Post['links'][number]; readonly caption: string | null }

function PostLink({ link, caption }: LinkProps) {
  const { t } = useTranslation()
  const isEnded = link.archivedAt !== null
  return (
    <Group gap={4} wrap="nowrap">
      <a
        href={link.shortUrl}
        target="_blank"
        rel="noreferrer"
        className={`${classes.slug} ${isEnded ? classes.ended : ''}`}
      >
        {link.shortUrl.replace(/^https?:\/\//, '')}
      </a>
      {link.placement && (
        <Text size="sm" c="dimmed">
          {link.placement}
        </Text>
      )}
      {isEnded ? (
        <Text size="xs" c="dimmed">
          {t('posts.ended')}
        </Text>
      ) : (
        <CopyIcon text={link.shortUrl} what={link.shortUrl} />
      )}
      {caption && !isEnded && (
        <CopyButton
          size="xs"
          text={captionWithLink(caption, link.shortUrl)}
          what={t('created.captionOf', { name: link.shortUrl })}
          label={t('created.caption')}
        />
      )}
    </Group>
  )
}

function Figures({ row, isCounted }: Omit<Props, 'post'>) {
  const { t } = useTranslation()
  const { currency } = useShop()
  const format = useFormat()
  const figures = [
    { label: t('posts.clicks', { count: row?.clicks.human ?? 0 }), value: format.count(row?.clicks.human ?? 0) },
    { label: t('posts.orders', { count: row?.orders ?? 0 }), value: format.count(row?.orders ?? 0) },
    { label: t('posts.net'), value: format.money(row?.revenue.net ?? 0, row?.currency ?? currency) },
  ]
  return (
    <div className={`${classes.figures} numbers`}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <Text fw={600} lh={1.3}>
            {isCounted ? value : '–'}
          </Text>
          <span className="label">{label}</span>
        </div>
      ))}
    </div>
  )
}
