import { Card, Select, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { choosePlatformPost, postsOnQuery, type UnmatchedPost, unmatchedQuery } from '../../queries/platform-numbers.ts'

/** Posts that only the platform knows: their numbers count for the channel until somebody says which post it is. */
export function UnmatchedPosts() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const unmatched = useQuery(unmatchedQuery(shopId))
  const choosing = useMutation({
    mutationFn: ({ id, postId }: { readonly id: string; readonly postId: string }) =>
      choosePlatformPost(shopId, id, postId),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['platform-posts', shopId] }),
  })
  const items = unmatched.data?.items ?? []
  if (unmatched.error) return <ProblemNotice error={unmatched.error} onRetry={() => void unmatched.refetch()} />
  if (items.length === 0) return null
  return (
    <Card padding="md">
      <Stack gap="md">
        <div>
          <Title order={2} size="h3">
            {t('platformImport.unmatched.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('platformImport.unmatched.lead')}
          </Text>
        </div>
        {choosing.error && <ProblemNotice error={choosing.error} />}
        {items.map((item) => (
          <UnmatchedRow key={item.id} item={item} onChoose={(postId) => choosing.mutate({ id: item.id, postId })} />
        ))}
      </Stack>
    </Card>
  )
}

type RowProps = { readonly item: UnmatchedPost; readonly onChoose: (postId: string) => void }

function UnmatchedRow({ item, onChoose }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id: shopId } = useShop()
  const posts = useQuery(postsOnQuery(shopId, item.channel))
  const name = item.title ?? item.url ?? item.id
  const day = item.publishedOn === null ? '' : ` · ${format.day(item.publishedOn)}`
  return (
    <Select
      label={name}
      description={`${channelName(item.channel)}${day} · ${t('platformImport.unmatched.readings', { count: item.readings })}`}
      placeholder={t('platformImport.unmatched.choose')}
      searchable
      maw={560}
      data={(posts.data?.items ?? []).map((post) => ({ value: post.id, label: post.title }))}
      nothingFoundMessage={t('platformImport.unmatched.none', { channel: channelName(item.channel) })}
      onChange={(postId) => postId && onChoose(postId)}
    />
  )
}
