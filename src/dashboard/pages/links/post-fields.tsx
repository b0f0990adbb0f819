import { Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import { postKinds } from '../../queries/posts.ts'
import { type Fields, times } from './builder-draft.ts'

/** The fields of a post that the builder and the editor share. */
type Value = Pick<Fields, 'caption' | 'publishedAt' | 'kind' | 'imageUrl'>
type Props = {
  readonly value: Value
  readonly change: (some: Partial<Value>) => void
  readonly error: unknown
}

const order = ['label', 'input', 'error', 'description'] as const

export function CaptionField({ value, change, error }: Props) {
  const { t } = useTranslation()
  return (
    <Textarea
      size="md"
      label={t('builder.about.caption')}
      description={t('builder.about.captionHint')}
      inputWrapperOrder={[...order]}
      placeholder={t('builder.about.captionExample')}
      autosize
      minRows={3}
      maxRows={12}
      maxLength={5_000}
      value={value.caption}
      onChange={(event) => change({ caption: event.currentTarget.value })}
      error={fieldError(error, 'caption')}
    />
  )
}

export function PlannedField({ value, change, error, hint }: Props & { readonly hint: string }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  return (
    <TextInput
      type="datetime-local"
      {...times}
      label={t('builder.about.planned')}
      description={`${t('builder.about.plannedHint', { timeZone })} ${hint}`}
      inputWrapperOrder={[...order]}
      value={value.publishedAt}
      onChange={(event) => change({ publishedAt: event.currentTarget.value })}
      error={fieldError(error, 'publishedAt')}
    />
  )
}

/** `kind` is what the API calls `content` of a post: said so here, since a link has a content too. */
export function KindField({ value, change, error }: Props) {
  const { t } = useTranslation()
  return (
    <Select
      label={t('builder.about.kind')}
      description={t('builder.about.kindHint')}
      inputWrapperOrder={[...order]}
      placeholder={t('builder.about.kindNone')}
      clearable
      allowDeselect
      data={postKinds.map((kind) => ({ value: kind, label: t(`posts.kinds.${kind}`) }))}
      value={value.kind || null}
      onChange={(chosen) => change({ kind: postKinds.find((kind) => kind === chosen) ?? '' })}
      error={fieldError(error, 'kind') ?? fieldError(error, 'content')}
    />
  )
}

export function ImageUrlField({ value, change, error }: Props) {
  const { t } = useTranslation()
  return (
    <TextInput
      type="url"
      label={t('builder.about.image')}
      description={t('builder.about.imageHint')}
      inputWrapperOrder={[...order]}
      placeholder="https://www.shop.example/picture.jpg"
      maxLength={2_048}
      value={value.imageUrl}
      onChange={(event) => change({ imageUrl: event.currentTarget.value })}
      error={fieldError(error, 'imageUrl')}
    />
  )
}
