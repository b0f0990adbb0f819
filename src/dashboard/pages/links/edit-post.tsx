import { Button, Checkbox, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { type Post, type PostPatch, postsKey, updatePost } from '../../queries/posts.ts'
import { toDateField, toInstant } from './builder-draft.ts'
import { CaptionField, ImageUrlField, KindField, PlannedField } from './post-fields.tsx'

type Props = { readonly post: Post; readonly onClose: () => void }

/** What can be told of a post once it is made. Its links and their UTMs stay as they are. */
export function EditPost({ post, onClose }: Props) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const queries = useQueryClient()
  const [fields, setFields] = useState(() => fieldsOf(post, timeZone))
  const change = (some: Partial<EditedFields>) => setFields({ ...fields, ...some })
  const saving = useMutation({
    mutationFn: () => updatePost(post.id, changesOf(fields, post, timeZone)),
    onSuccess: async () => {
      onClose()
      // The orders' list knows posts by their links.
      await Promise.all([
        queries.invalidateQueries({ queryKey: postsKey(post.shopId) }),
        queries.invalidateQueries({ queryKey: ['post-of-link'] }),
      ])
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const { error } = saving
  const parts = { value: fields, change, error }
  return (
    <Modal
      size="lg"
      opened
      onClose={onClose}
      title={t('posts.edit.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          {error && !isSaidAtField(error, Object.keys(fields)) && <ProblemNotice error={error} />}
          <TextInput
            label={t('posts.edit.name')}
            description={t('posts.edit.nameHint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            data-autofocus
            required
            withAsterisk={false}
            maxLength={200}
            value={fields.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            error={fieldError(error, 'title')}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <PlannedField {...parts} />
            <KindField {...parts} />
          </SimpleGrid>
          <CaptionField {...parts} />
          <ImageUrlField {...parts} />
          <TextInput
            type="url"
            label={t('posts.edit.url')}
            description={t('posts.edit.urlHint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            maxLength={2_048}
            value={fields.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
            error={fieldError(error, 'url')}
          />
          <Checkbox
            label={t('builder.about.customerMade')}
            checked={fields.customerMade}
            onChange={(event) => change({ customerMade: event.currentTarget.checked })}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={saving.isPending}>
              {t('posts.edit.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

type EditedFields = ReturnType<typeof fieldsOf>

function fieldsOf({ title, caption, imageUrl, url, content, customerMade, publishedAt }: Post, timeZone: string) {
  return {
    ...{ title, customerMade, caption: caption ?? '', imageUrl: imageUrl ?? '', url: url ?? '' },
    kind: content ?? ('' as const),
    publishedAt: toDateField(publishedAt, timeZone),
  }
}

/** Only what was changed here: what somebody else changed meanwhile stays. */
function changesOf(fields: EditedFields, post: Post, timeZone: string): PostPatch {
  const before = fieldsOf(post, timeZone)
  const { title, caption, imageUrl, url, kind, customerMade, publishedAt } = fields
  return {
    ...(title === before.title ? {} : { title: title.trim() }),
    ...(caption === before.caption ? {} : { caption: caption.trim() === '' ? null : caption }),
    ...(imageUrl === before.imageUrl ? {} : { imageUrl: imageUrl.trim() || null }),
    ...(url === before.url ? {} : { url: url.trim() || null }),
    ...(kind === before.kind ? {} : { content: kind || null }),
    ...(customerMade === before.customerMade ? {} : { customerMade }),
    ...(publishedAt === before.publishedAt
      ? {}
      : { publishedAt: publishedAt === '' ? null : toInstant(publishedAt, timeZone) }),
  }
}
