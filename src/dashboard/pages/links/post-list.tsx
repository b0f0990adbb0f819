import { Button, Card, Center, Divider, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconLink, IconSearchOff } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { everyPost, postsQuery } from '../../queries/posts.ts'
import { summaryQuery } from '../../queries/reports.ts'
import { PostFilters } from './post-filters.tsx'
import { PostRow } from './post-row.tsx'

/** Long enough for a post to have sold what it sells. */
const shownDays = 365

/** Every post with its links and what came of them; moves by itself. */
export function PostList() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const day = useShopDay()
  const [filter, setFilter] = useState(everyPost)
  const [asked] = useDebouncedValue(filter, 250)
  const isNarrowed = Object.values(asked).some((one) => one.trim() !== '')
  const posts = useInfiniteQuery(postsQuery(shopId, asked))
  const period = { from: day(shownDays - 1), to: day(0) }
  const summary = useQuery(summaryQuery({ shopId, ...period, by: 'post' }))
  const rows = new Map(summary.data?.rows.map((row) => [row.key, row]))
  const items = posts.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Stack gap="md">
      {(items.length > 0 || isNarrowed) && <PostFilters filter={filter} onChange={setFilter} />}
      <Text size="sm" c="dimmed">
        {t('posts.period')} {t('posts.levels')}
      </Text>
      {posts.error && <ProblemNotice error={posts.error} onRetry={() => void posts.refetch()} />}
      {posts.isPending && <Placeholders />}
      {posts.data && (
        <Card padding={0}>
          {items.length === 0 && <NoPosts isNarrowed={isNarrowed} />}
          {items.map((post, index) => (
            <Fragment key={post.id}>
              {index > 0 && <Divider color="var(--line)" />}
              <PostRow post={post} row={rows.get(post.id)} isCounted={summary.data !== undefined} />
            </Fragment>
          ))}
        </Card>
      )}
      {posts.hasNextPage && (
        <Center>
          <Button variant="default" loading={posts.isFetchingNextPage} onClick={() => void posts.fetchNextPage()}>
            {t('posts.more')}
          </Button>
        </Center>
      )}
    </Stack>
  )
}

function NoPosts({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const { t } = useTranslation()
  return isNarrowed ? (
    <Empty icon={<IconSearchOff size={24} />} title={t('posts.none.title')} next={t('posts.none.next')} />
  ) : (
    <Empty icon={<IconLink size={24} />} title={t('posts.empty.title')} next={t('posts.empty.next')} />
  )
}

function Placeholders() {
  return (
    <Card padding="lg">
      <Stack gap="lg">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} height={44} />
        ))}
      </Stack>
    </Card>
  )
}
