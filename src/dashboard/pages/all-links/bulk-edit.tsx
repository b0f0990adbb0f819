import { Alert, Button, Checkbox, List, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogActions } from '../../parts/dialog-actions.tsx'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { editLinks, type EditResult, forgetLinks, type LinkEdit, type ListedLink } from '../../queries/all-links.ts'
import { times, toInstant } from '../links/builder-draft.ts'

type Props = { readonly links: readonly ListedLink[]; readonly onClose: () => void; readonly onDone: () => void }

const nothing = { add: [], remove: [], campaign: '', expiresAt: '', fallbackUrl: '', archive: false }
type Fields = {
  readonly add: string[]
  readonly remove: string[]
  readonly campaign: string
  readonly expiresAt: string
  readonly fallbackUrl: string
  readonly archive: boolean
}

/** One change for all that is selected; those that refuse it are named, with the remedy. */
export function BulkEdit({ links, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const queries = useQueryClient()
  const ids = links.map(({ id }) => id)
  const [fields, setFields] = useState<Fields>(nothing)
  const [isEmpty, setEmpty] = useState(false)
  const editing = useMutation({
    mutationFn: (change: LinkEdit) => editLinks(ids, change),
    onSuccess: async (results) => {
      await forgetLinks(queries)
      const done = results.filter(isDone).length
      if (done > 0) notify(t('bulk.done', { count: done }), t)
      if (done === results.length) onDone()
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const change = toChange(fields, timeZone)
    setEmpty(Object.keys(change).length === 0)
    if (Object.keys(change).length > 0) editing.mutate(change)
  }
  const refused = editing.data?.filter((result) => !isDone(result)) ?? []
  const isSaid = isSaidAtField(editing.error, ['change'])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('bulk.title', { count: ids.length })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('bulk.lead')}
          </Text>
          {editing.error && !isSaid && <ProblemNotice error={editing.error} />}
          {refused.length > 0 && <Refused refused={refused} links={links} />}
          <BulkFields fields={fields} onChange={setFields} error={editing.error} />
          {isEmpty && (
            <Text c="var(--mantine-color-error)" size="sm" role="alert">
              {t('bulk.nothing')}
            </Text>
          )}
          <DialogActions onCancel={onClose}>
            <Button type="submit" color={fields.archive ? 'red.9' : 'trail'} loading={editing.isPending}>
              {fields.archive ? t('bulk.submitArchive') : t('bulk.submit')}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  )
}

type FieldsProps = {
  readonly fields: Fields
  readonly onChange: (fields: Fields) => void
  readonly error: unknown
}

function BulkFields({ fields, onChange, error }: FieldsProps) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const tags = (name: 'add' | 'remove', label: string) => (
    <TagsInput
      size="md"
      label={label}
      description={t('bulk.tagsHint')}
      maxLength={50}
      maxTags={20}
      acceptValueOnBlur
      value={fields[name]}
      onChange={(value) => onChange({ ...fields, [name]: value })}
      error={fieldError(error, `change.tags.${name}`)}
    />
  )
  const text = (name: 'campaign' | 'fallbackUrl' | 'expiresAt', type: 'text' | 'url' | 'datetime-local') => (
    <TextInput
      type={type}
      {...(type === 'datetime-local' ? times : {})}
      label={t(`bulk.${name}`)}
      description={t(`bulk.${name}Hint`, { timeZone })}
      value={fields[name]}
      onChange={(event) => onChange({ ...fields, [name]: event.currentTarget.value })}
      error={fieldError(error, `change.${name}`)}
    />
  )
  return (
    <>
      {tags('add', t('bulk.addTags'))}
      {tags('remove', t('bulk.removeTags'))}
      {text('campaign', 'text')}
      {text('expiresAt', 'datetime-local')}
      {text('fallbackUrl', 'url')}
      <Checkbox
        label={t('bulk.archive')}
        description={t('bulk.archiveHint')}
        checked={fields.archive}
        onChange={(event) => onChange({ ...fields, archive: event.currentTarget.checked })}
      />
    </>
  )
}

type RefusedProps = { readonly refused: readonly EditResult[]; readonly links: readonly ListedLink[] }

/** Each reason once, with the links it holds for. */
function Refused({ refused, links }: RefusedProps) {
  const { t } = useTranslation()
  const slugs = new Map(links.map(({ id, slug }) => [id, `/${slug}`]))
  const reasons = Map.groupBy(refused, (result) => ('detail' in result ? result.detail : ''))
  return (
    <Alert color="yellow" role="alert" title={t('bulk.refused', { count: refused.length })}>
      <List size="sm" spacing={4}>
        {[...reasons].map(([detail, results]) => (
          <List.Item key={detail} className="break">
            <Text size="sm" fw={600} span>
              {namesIn(results.map(({ id }) => slugs.get(id) ?? id))}
            </Text>{' '}
            {detail}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

/** The first of many. */
function namesIn(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} … (${names.length})` : names.join(', ')
}

function isDone(result: EditResult): boolean {
  return result.status < 300
}

function toChange({ add, remove, campaign, expiresAt, fallbackUrl, archive }: Fields, timeZone: string): LinkEdit {
  const tags = { ...(add.length > 0 ? { add } : {}), ...(remove.length > 0 ? { remove } : {}) }
  return {
    ...(Object.keys(tags).length > 0 ? { tags } : {}),
    ...(campaign.trim() === '' ? {} : { campaign: campaign.trim() }),
    ...(expiresAt === '' ? {} : { expiresAt: toInstant(expiresAt, timeZone) }),
    ...(fallbackUrl.trim() === '' ? {} : { fallbackUrl: fallbackUrl.trim() }),
    ...(archive ? { archive: true as const } : {}),
  }
}
