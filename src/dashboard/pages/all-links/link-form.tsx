import { Button, Group, NumberInput, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DomainField } from '../../parts/domain-field.tsx'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { forgetLinks, type Link, type LinkPatch, patchLink } from '../../queries/all-links.ts'
import { postQuery } from '../../queries/posts.ts'
import { times, toDateField, toInstant } from '../links/builder-draft.ts'

type Fields = {
  readonly destination: string
  readonly slug: string
  readonly domain: string
  readonly title: string
  readonly tags: string[]
  readonly expiresAt: string
  readonly maxClicks: string
  readonly fallbackUrl: string
}

const names = ['destination', 'slug', 'domain', 'title', 'tags', 'expiresAt', 'maxClicks', 'fallbackUrl'] as const
const below = ['label', 'input', 'error', 'description'] as const

/** Changes of a link act on the next visit; only what was changed here is sent. */
export function LinkForm({ link }: { readonly link: Link }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const queries = useQueryClient()
  const stored = toFields(link, timeZone)
  const [fields, setFields] = useState(stored)
  const saving = useMutation({
    mutationFn: (change: LinkPatch) => patchLink(link.id, change),
    onSuccess: async () => {
      await forgetLinks(queries)
      notify(t('linkDrawer.saved'), t)
    },
  })
  const change = toChange(stored, fields, timeZone)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (Object.keys(change).length > 0) saving.mutate(change)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {saving.error && !isSaidAtField(saving.error, names) && <ProblemNotice error={saving.error} />}
        <LinkFields link={link} fields={fields} onChange={setFields} error={saving.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={saving.isPending} disabled={Object.keys(change).length === 0}>
            {t('linkDrawer.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type FieldsProps = {
  readonly link: Link
  readonly fields: Fields
  readonly onChange: (fields: Fields) => void
  readonly error: unknown
}

function LinkFields({ link, fields, onChange, error }: FieldsProps) {
  const { t } = useTranslation()
  const postTitle = useQuery(postQuery(link.postId)).data?.title
  const { timeZone } = useShop()
  const change = (some: Partial<Fields>) => onChange({ ...fields, ...some })
  const common = (name: (typeof names)[number]) => ({
    size: 'md' as const,
    inputWrapperOrder: [...below],
    error: fieldError(error, name),
  })
  return (
    <>
      <Textarea
        {...common('destination')}
        label={t('linkDrawer.destination')}
        autosize
        maxRows={6}
        spellCheck={false}
        value={fields.destination}
        onChange={(event) => change({ destination: event.currentTarget.value })}
      />
      <TextInput
        {...common('slug')}
        label={t('linkDrawer.slug')}
        description={t('linkDrawer.slugHint')}
        maxLength={64}
        spellCheck={false}
        autoComplete="off"
        value={fields.slug}
        onChange={(event) => change({ slug: event.currentTarget.value })}
      />
      <DomainField
        value={fields.domain}
        onChange={(domain) => change({ domain })}
        error={fieldError(error, 'domain')}
      />
      <TextInput
        {...common('title')}
        label={t('linkDrawer.titleField')}
        placeholder={postTitle}
        maxLength={200}
        value={fields.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <TagsInput
        {...common('tags')}
        label={t('linkDrawer.tags')}
        description={t('bulk.tagsHint')}
        maxTags={20}
        maxLength={50}
        acceptValueOnBlur
        value={fields.tags}
        onChange={(tags) => change({ tags })}
      />
      <TextInput
        {...common('expiresAt')}
        type="datetime-local"
        {...times}
        label={t('linkDrawer.expiresAt')}
        description={t('bulk.expiresAtHint', { timeZone })}
        value={fields.expiresAt}
        onChange={(event) => change({ expiresAt: event.currentTarget.value })}
      />
      <NumberInput
        {...common('maxClicks')}
        label={t('linkDrawer.maxClicks')}
        description={`${t('linkDrawer.maxClicksHint')}${
          link.maxClicks === null ? '' : ` · ${t('linkDrawer.used', { count: link.usedClicks })}`
        }`}
        min={1}
        max={1_000_000_000}
        allowDecimal={false}
        hideControls
        value={fields.maxClicks}
        onChange={(value) => change({ maxClicks: String(value) })}
      />
      <TextInput
        {...common('fallbackUrl')}
        type="url"
        label={t('linkDrawer.fallbackUrl')}
        description={t('linkDrawer.fallbackUrlHint')}
        value={fields.fallbackUrl}
        onChange={(event) => change({ fallbackUrl: event.currentTarget.value })}
      />
    </>
  )
}

function toFields(link: Link, timeZone: string): Fields {
  return {
    destination: link.destination,
    slug: link.slug,
    domain: link.domain ?? '',
    title: link.title ?? '',
    tags: [...link.tags],
    expiresAt: toDateField(link.expiresAt, timeZone),
    maxClicks: link.maxClicks === null ? '' : String(link.maxClicks),
    fallbackUrl: link.fallbackUrl ?? '',
  }
}

function toChange(stored: Fields, fields: Fields, timeZone: string): LinkPatch {
  const isChanged = (name: keyof Fields) => JSON.stringify(stored[name]) !== JSON.stringify(fields[name])
  const { destination, slug, domain, title, tags, expiresAt, maxClicks, fallbackUrl } = fields
  return {
    ...(isChanged('destination') ? { destination: destination.trim() } : {}),
    ...(isChanged('slug') ? { slug: slug.trim() } : {}),
    ...(isChanged('domain') ? { domain } : {}),
    ...(isChanged('title') ? { title: title.trim() || null } : {}),
    ...(isChanged('tags') ? { tags } : {}),
    ...(isChanged('expiresAt') ? { expiresAt: expiresAt === '' ? null : toInstant(expiresAt, timeZone) } : {}),
    ...(isChanged('maxClicks') ? { maxClicks: maxClicks === '' ? null : Number(maxClicks) } : {}),
    ...(isChanged('fallbackUrl') ? { fallbackUrl: fallbackUrl.trim() || null } : {}),
  }
}
