import { Autocomplete, type AutocompleteProps, Button, Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconSparkles } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { NameField as Field } from '../../links/naming.ts'
import { allowName, type KnownName, namesQuery, namingQuery } from '../queries/naming.ts'
import classes from './name-field.module.css'
import { notify } from './notify.ts'
import { problemText } from './problem-notice.tsx'

type Props = Omit<AutocompleteProps, 'data' | 'value' | 'onChange' | 'renderOption' | 'filter'> & {
  readonly field: Field
  readonly shopId: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly ref?: React.Ref<HTMLInputElement>
}

/**
 * A name in a link: offers what the shop uses, the most used first, and says below when what was typed is new, not in the
 * shop's list or nearly another name, with a click to take that one. `value` stays as typed; nothing is refused.
 */
export function NameField({ field, shopId, value, onChange, ...input }: Props) {
  const [asked] = useDebouncedValue(value.trim(), 200)
  const names = useQuery(namesQuery(shopId, field, asked))
  const items = names.data?.items ?? []
  const used = new Map(items.map((one) => [one.value, one]))
  return (
    <div>
      <Autocomplete
        size="md"
        // What refuses to be sent puts the focus here: the names would hide why.
        openOnFocus={false}
        autoComplete="off"
        spellCheck={false}
        maxLength={256}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        {...input}
        data={[...used.keys()]}
        filter={({ options }) => options}
        limit={20}
        value={value}
        onChange={onChange}
        renderOption={({ option }) => <Offer name={option.value} known={used.get(option.value)} />}
      />
      <div aria-live="polite">
        {value.trim() !== '' && value.trim() === asked && !names.isPlaceholderData && (
          <Remarks {...{ field, shopId, onChange }} asked={names.data?.asked ?? null} />
        )}
      </div>
    </div>
  )
}

function Offer({ name, known }: { readonly name: string; readonly known: KnownName | undefined }) {
  const { t } = useTranslation()
  const often = known?.used ? t('naming.used', { count: known.used }) : t('naming.unused')
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap" w="100%">
      <Text size="sm" className="break">
        {name}
      </Text>
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {often}
      </Text>
    </Group>
  )
}

type Asked = {
  readonly value: string
  readonly isNew: boolean
  readonly warnings: readonly { readonly code: string; readonly suggestion: string | null; readonly message: string }[]
}

type RemarkProps = Pick<Props, 'field' | 'shopId' | 'onChange'> & { readonly asked: Asked | null }

function Remarks({ field, shopId, onChange, asked }: RemarkProps) {
  const { t } = useTranslation()
  if (!asked) return null
  const { value, isNew, warnings } = asked
  const twin = warnings.find(({ code }) => code === 'near-duplicate')?.suggestion
  if (twin)
    return (
      <Remark isWarning text={t('naming.nearly', { value, twin })}>
        <Button size="compact-xs" variant="light" onClick={() => onChange(twin)}>
          {t('naming.take', { value: twin })}
        </Button>
      </Remark>
    )
  if (warnings.some(({ code }) => code === 'not-in-list'))
    return (
      <Remark isWarning text={t('naming.notInList', { value })}>
        <AddToList {...{ field, shopId, value }} />
      </Remark>
    )
  return isNew ? <Remark text={t('naming.new', { value })} /> : null
}

type RemarkTextProps = {
  readonly text: string
  readonly isWarning?: boolean
  readonly children?: React.ReactNode
}

function Remark({ text, isWarning = false, children }: RemarkTextProps) {
  const Icon = isWarning ? IconAlertTriangle : IconSparkles
  return (
    <div className={classes.remark} data-warning={isWarning || undefined}>
      <Icon size={14} aria-hidden="true" />
      <span className="break">{text}</span>
      {children}
    </div>
  )
}

function AddToList({
  field,
  shopId,
  value,
}: {
  readonly field: Field
  readonly shopId: string
  readonly value: string
}) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const adding = useMutation({
    mutationFn: () => allowName(shopId, field, value),
    onSuccess: async () => {
      notify(t('naming.added', { value }), t)
      await queries.invalidateQueries({ queryKey: namingQuery(shopId).queryKey })
      await queries.invalidateQueries({ queryKey: ['names', shopId, field] })
    },
    onError: (error) => notify(problemText(error, t), t, 'fail'),
  })
  return (
    <Button size="compact-xs" variant="light" loading={adding.isPending} onClick={() => adding.mutate()}>
      {t('naming.add')}
    </Button>
  )
}
