import { Group, Radio, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type How, type SellingPost, sellingPostsQuery } from '../../queries/hand.ts'
import { Choice } from './choice.tsx'
import { findPosts } from './find-posts.ts'

/** How many posts stand there to be picked; the rest are searched for. */
const mostShown = 6

type Props = {
  readonly how: How | ''
  readonly postId: string
  readonly onChange: (postId: string) => void
  readonly error: string | undefined
}

/** The newest posts, or those that are searched for; with a code word, those that have one. */
export function PostChoice({ how, postId, onChange, error }: Props) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState('')
  const posts = useQuery(sellingPostsQuery(useShop().id))
  if (posts.error) return <ProblemNotice error={posts.error} onRetry={() => void posts.refetch()} />
  if (!posts.data) return <Skeleton height={160} />
  const found = findPosts(posts.data, { wanted, how })
  const isLong = posts.data.length > mostShown
  return (
    <Radio.Group
      label={t('hand.post.label')}
      value={postId}
      onChange={onChange}
      error={error}
      size="md"
      styles={{ label: { fontWeight: 600 } }}
    >
      <Stack gap={8} mt={6}>
        {isLong && (
          <TextInput
            size="md"
            aria-label={t('hand.post.search')}
            placeholder={t('hand.post.search')}
            leftSection={<IconSearch size={18} />}
            value={wanted}
            autoCapitalize="none"
            autoComplete="off"
            onChange={(event) => setWanted(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !found[0]) return
              event.preventDefault()
              onChange(found[0].id)
            }}
          />
        )}
        {found.slice(0, mostShown).map((post) => (
          <Choice key={post.id} value={post.id} label={<PostName post={post} />} />
        ))}
        {how === 'asked' && wanted === '' && <Choice value="" label={t('hand.post.other')} />}
        {found.length === 0 && (
          <Text size="sm" c="dimmed">
            {t(whyNone(posts.data, how))}
          </Text>
        )}
      </Stack>
    </Radio.Group>
  )
}

function PostName({ post }: { readonly post: SellingPost }) {
  const { t } = useTranslation()
  return (
    <Group gap={8} wrap="nowrap" component="span">
      <span style={{ display: 'flex', flexShrink: 0 }}>
        <ChannelIcon channel={post.channel} size={18} />
      </span>
      <span>
        <Text component="span" lineClamp={2} className="break">
          {post.title}
        </Text>
        {post.codeWord !== null && (
          <Text component="span" c="dimmed" size="sm" display="block">
            {t('hand.post.word', { word: post.codeWord })}
          </Text>
        )}
      </span>
    </Group>
  )
}

function whyNone(posts: readonly SellingPost[], how: How | '') {
  if (posts.length === 0) return 'hand.post.empty'
  const isWordless = how === 'code-word' && posts.every(({ codeWord }) => codeWord === null)
  return isWordless ? 'hand.post.noWords' : 'hand.post.none'
}
