import { Badge, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Post } from '../../queries/posts.ts'

/** What a post is: planned, of a kind, made by a customer. */
export function PostMarks({ post }: { readonly post: Post }) {
  const { t } = useTranslation()
  const isPlanned = post.publishedAt !== null && Date.parse(post.publishedAt) > Date.now()
  if (!isPlanned && post.content === null && !post.customerMade) return null
  return (
    <Group gap={6} my={4}>
      {isPlanned && <Mark text={t('posts.planned')} isAccent />}
      {post.content && <Mark text={t(`posts.kinds.${post.content}`)} />}
      {post.customerMade && <Mark text={t('posts.customerMade')} />}
    </Group>
  )
}

function Mark({ text, isAccent = false }: { readonly text: string; readonly isAccent?: boolean }) {
  return (
    <Badge size="sm" variant="light" color={isAccent ? 'trail' : 'gray'} tt="none" fw={500}>
      {text}
    </Badge>
  )
}
