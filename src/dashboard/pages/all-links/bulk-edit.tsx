import { Alert, Button, Checkbox, Group, List, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { editLinks, type EditResult, forgetLinks, type LinkEdit } from '../../queries/all-links.ts'
import { toInstant } from '../links/builder-draft.ts'

type Props = { readonly ids: string[]; readonly onClose: () => void; readonly onDone: () => void }

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
export function BulkEdit({ ids, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const queries = useQueryClient()
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
          {refused.length > 0 && <Refused refused={refused} />}
          <BulkFields fields={fields} onChange={setFields} error={editing.error} />
          {isEmpty && (
            <Text c="var(--mantine-color-error)" size="sm" role="alert">
              {t('bulk.nothing')}
            </Text>
          )}
          <Group justify="flex-end">
            <Button type="submit" color={fields.archive ? 'red.9' : 'trail'} loading={editing.isPending}>
              {fields.archive ? t('bulk.submitArchive') : t('bulk.submit')}
            </Button>
          </Group>
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

function Refused({ refused }: { readonly refused: readonly EditResult[] }) {
  const { t } = useTranslation()
  return (
    <Alert color="yellow" role="alert" title={t('bulk.refused', { count: refused.length })}>
      <List size="sm" spacing={4}>
        {[...new Set(refused.map((result) => ('detail' in result ? result.detail : result.id)))].map((detail) => (
          <List.Item key={detail} className="break">
            {detail}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
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
