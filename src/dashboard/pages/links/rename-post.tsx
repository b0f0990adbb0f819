import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { fieldError } from '../../problem.ts'
import { type Post, postsQuery, renamePost } from '../../queries/links.ts'

type Props = { readonly post: Post; readonly onClose: () => void }

export function RenamePost({ post, onClose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [title, setTitle] = useState(post.title)
  const renaming = useMutation({
    mutationFn: () => renamePost(post.id, title.trim()),
    onSuccess: async () => {
      onClose()
      // The orders' list knows posts by their links.
      await Promise.all([
        queries.invalidateQueries({ queryKey: postsQuery(post.shopId).queryKey }),
        queries.invalidateQueries({ queryKey: ['post-of-link'] }),
      ])
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    renaming.mutate()
  }
  const refused = fieldError(renaming.error, 'title')
  return (
    <Modal opened onClose={onClose} title={t('posts.rename.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit}>
        <Stack>
          {renaming.error && !refused && <ProblemNotice error={renaming.error} />}
          <TextInput
            label={t('posts.rename.name')}
            description={t('posts.rename.hint')}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={refused}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={renaming.isPending}>
              {t('posts.rename.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
