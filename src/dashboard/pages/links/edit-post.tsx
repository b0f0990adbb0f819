import { Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { notify } from '../../parts/notify.ts'
import { useShop } from '../../parts/shop.tsx'
import { useErrorFocus } from '../../parts/use-error-focus.ts'
import { fieldError } from '../../problem.ts'
import { campaignsQuery } from '../../queries/links.ts'
import { type Post, postsKey, siblingsQuery, updatePosts } from '../../queries/posts.ts'
import { CodeWordField } from './code-word-field.tsx'
import { changesOf, type EditedFields, fieldsOf } from './edited-post.ts'
import { CaptionField, ImageUrlField, KindField, PlannedField } from './post-fields.tsx'

type Props = { readonly post: Post; readonly onClose: () => void }

/** What can be told of a post once it is made. Its links and their UTMs stay as they are. */
export function EditPost({ post, onClose }: Props) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const [fields, setFields] = useState(() => fieldsOf(post, timeZone))
  const siblings = useQuery(siblingsQuery(post)).data ?? []
  const [isForAll, setIsForAll] = useState(false)
  const saving = useSaving(post, onClose)
  const { error } = saving
  const form = useErrorFocus(error)
  return (
    <FormDialog
      title={t('posts.edit.title')}
      names={Object.keys(fields)}
      saving={saving}
      submitLabel={t('posts.edit.submit')}
      onSubmit={() => saving.mutate({ patch: changesOf(fields, post, timeZone), others: isForAll ? siblings : [] })}
      onClose={onClose}
      form={form}
    >
      <PostFields post={post} fields={fields} change={(some) => setFields({ ...fields, ...some })} error={error} />
      {siblings.length > 0 && (
        <Checkbox
          label={t('posts.edit.forAll', { count: siblings.length })}
          description={t('posts.edit.forAllHint')}
          checked={isForAll}
          onChange={(event) => setIsForAll(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  )
}

type Saved = { readonly patch: ReturnType<typeof changesOf>; readonly others: readonly Post[] }

function useSaving(post: Post, onSaved: () => void) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ patch, others }: Saved) => updatePosts(post, others, patch),
    onSuccess: () => {
      onSaved()
      notify(t('posts.edit.saved'), t)
    },
    // Also where some were refused. The orders' list knows posts by their links.
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: postsKey(post.shopId) }),
        queries.invalidateQueries({ queryKey: ['post-of-link'] }),
      ]),
  })
}

type FieldsProps = {
  readonly post: Post
  readonly fields: EditedFields
  readonly change: (some: Partial<EditedFields>) => void
  readonly error: unknown
}

function PostFields({ post, fields, change, error }: FieldsProps) {
  const { t } = useTranslation()
  const parts = { value: fields, change, error }
  return (
    <>
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
      <CampaignOfPost {...{ fields, change, error }} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <PlannedField {...parts} hint={t('posts.edit.plannedHint')} />
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
      <CodeWordField post={post} value={fields.codeWord} change={(codeWord) => change({ codeWord })} error={error} />
      <Checkbox
        label={t('builder.about.customerMade')}
        checked={fields.customerMade}
        onChange={(event) => change({ customerMade: event.currentTarget.checked })}
      />
    </>
  )
}

function CampaignOfPost({ fields, change, error }: Omit<FieldsProps, 'post'>) {
  const { t } = useTranslation()
  const campaigns = useQuery(campaignsQuery(useShop().id)).data?.items ?? []
  return (
    <Select
      label={t('posts.edit.campaign')}
      description={t('posts.edit.campaignHint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      searchable
      clearable
      data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
      value={fields.campaignId || null}
      onChange={(campaignId) => change({ campaignId: campaignId ?? '' })}
      error={fieldError(error, 'campaignId')}
    />
  )
}
