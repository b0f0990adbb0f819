import { Button, Checkbox, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shiftDays, showDay } from '../../../shops/calendar.ts'
import { channelName } from '../../parts/channel-name.ts'
import { DialogActions } from '../../parts/dialog-actions.tsx'
import { Empty } from '../../parts/empty.tsx'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { copyPosts, type Post, postsKey, postsOfDaysQuery } from '../../queries/posts.ts'
import { dateOf, inTime } from './post-date.ts'

type Props = {
  /** The first day of the week to copy into. */
  readonly monday: number
  /** What that week has already. */
  readonly here: readonly Post[]
  readonly onClose: () => void
}

/** The week before, once more: what would be planned, post by post; what is here already isn't ticked. */
export function CopyWeek({ monday, here, onClose }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const week = { from: showDay(monday - 7), to: showDay(monday - 1) }
  const before = useQuery(postsOfDaysQuery(shopId, week))
  const posts = before.data && inTime(before.data.items)
  return (
    <Modal
      size="lg"
      opened
      onClose={onClose}
      title={t('posts.copy.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {before.error && <ProblemNotice error={before.error} onRetry={() => void before.refetch()} />}
      {before.isPending && <Skeleton height={120} />}
      {posts?.length === 0 && (
        <Empty icon={<IconCalendarOff size={24} />} title={t('posts.copy.none')} next={t('posts.copy.noneNext')} />
      )}
      {posts && posts.length > 0 && !before.isPlaceholderData && (
        <CopyForm posts={posts} here={here} onClose={onClose} />
      )}
    </Modal>
  )
}

type FormProps = Omit<Props, 'monday'> & { readonly posts: readonly Post[] }

function CopyForm({ posts, here, onClose }: FormProps) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const known = new Set(here.map(nameOf))
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(posts.filter((post) => !known.has(nameOf(post))).map(({ id }) => id)),
  )
  // The same posts are never made twice, also where the first answer got lost on its way.
  const attempt = useRef({ body: '', key: '' })
  const ids = posts.map(({ id }) => id).filter((id) => ticked.has(id))
  const copying = useMutation({
    mutationFn: () => {
      const body = ids.join(',')
      if (attempt.current.body !== body) attempt.current = { body, key: crypto.randomUUID() }
      return copyPosts(shopId, ids, attempt.current.key)
    },
    onSuccess: async ({ items }) => {
      onClose()
      notify(t('posts.copy.done', { count: items.length }), t)
      await queries.invalidateQueries({ queryKey: postsKey(shopId) })
    },
  })
  const tick = (id: string) =>
    setTicked(new Set(ticked.has(id) ? [...ticked].filter((one) => one !== id) : [...ticked, id]))
  return (
    <Stack>
      <Text size="sm">{t('posts.copy.lead')}</Text>
      {posts.map((post) => (
        <CopyRow
          key={post.id}
          post={post}
          isHere={known.has(nameOf(post))}
          isTicked={ticked.has(post.id)}
          onTick={tick}
        />
      ))}
      {copying.error && <ProblemNotice error={copying.error} />}
      <DialogActions onCancel={onClose}>
        <Button
          disabled={ids.length === 0 || ids.length > mostCopied}
          loading={copying.isPending}
          onClick={() => copying.mutate()}
        >
          {t('posts.copy.submit', { count: ids.length })}
        </Button>
      </DialogActions>
    </Stack>
  )
}

/** Most posts of one call. */
const mostCopied = 100

type RowProps = {
  readonly post: Post
  readonly isHere: boolean
  readonly isTicked: boolean
  readonly onTick: (id: string) => void
}

function CopyRow({ post, isHere, isTicked, onTick }: RowProps) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const time = format.time(new Date(shiftDays(Date.parse(dateOf(post)), 7, timeZone)).toISOString())
  const parts = [channelName(post.channel), time, isHere ? t('posts.copy.isHere') : ''].filter(Boolean)
  return (
    <Checkbox label={post.title} description={parts.join(' · ')} checked={isTicked} onChange={() => onTick(post.id)} />
  )
}

function nameOf({ channel, title }: Post): string {
  return `${channel} ${title}`
}
