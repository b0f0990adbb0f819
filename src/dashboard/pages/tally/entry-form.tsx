import { Button, Card, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import type { TFunction } from 'i18next'
import { type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useErrorFocus } from '../../parts/use-error-focus.ts'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { type How, hows } from '../../queries/hand.ts'
import { Choice } from './choice.tsx'
import { emptyFields, type EntryFields, toDraft } from './entry-fields.ts'
import { MoreFields } from './more-fields.tsx'
import { PostChoice } from './post-choice.tsx'
import { readTypedAmount } from './typed-amount.ts'
import { useWriting } from './use-writing.tsx'

type Props = { readonly today: string; readonly onDay: (day: string) => void }

/** One order: what was paid, how it is known which post it was, and which. The rest can be left as it is. */
export function EntryForm({ today, onDay }: Props) {
  const { t } = useTranslation()
  const shop = useShop()
  const [how, keepHow] = useLocalStorage<How | ''>({
    key: 'tilltrail-hand-how',
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  const [fields, setFields] = useState(() => emptyFields(today, how))
  const [fault, setFault] = useState<AmountFault>()
  const amount = useRef<HTMLInputElement>(null)
  const writing = useWriting(() => {
    setFields(emptyFields(fields.day, fields.how))
    amount.current?.focus()
  })
  const change = (some: Partial<EntryFields>) => {
    setFields({ ...fields, ...some })
    if (some.amount !== undefined) setFault(undefined)
    if (some.how) keepHow(some.how)
    if (some.day) onDay(some.day)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const typed = readTypedAmount(fields.amount, shop.currency)
    if (typed.kind === 'amount') return writing.mutate(toDraft(fields, shop.id, typed))
    setFault({ kind: typed.kind, typed: fields.amount })
  }
  const { error } = writing
  const form = useErrorFocus(fault ?? error)
  return (
    <Card component="form" ref={form} onSubmit={submit} noValidate>
      <Stack gap="lg">
        {error && !isSaidAtField(error, named) && <ProblemNotice error={error} />}
        <TextInput
          ref={amount}
          size="xl"
          label={t(fields.orders > 1 ? 'hand.amountTotal' : 'hand.amount', { currency: shop.currency })}
          inputMode="decimal"
          autoComplete="off"
          enterKeyHint="done"
          autoFocus
          required
          withAsterisk={false}
          maxLength={40}
          value={fields.amount}
          onChange={(event) => change({ amount: event.currentTarget.value })}
          error={fault ? tellFault(fault, t) : fieldError(error, 'value')}
        />
        <HowChoice {...{ fields, change, error }} />
        {fields.how !== '' && fields.how !== 'unknown' && (
          <PostChoice
            how={fields.how}
            postId={fields.postId}
            onChange={(postId) => change({ postId })}
            error={fieldError(error, 'postId')}
          />
        )}
        <CustomerChoice {...{ fields, change, error }} />
        <MoreFields {...{ fields, change, error }} />
        <Button type="submit" size="lg" fullWidth loading={writing.isPending} disabled={!isComplete(fields)}>
          {fields.orders > 1 ? t('hand.saveSeveral', { count: fields.orders }) : t('hand.save')}
        </Button>
      </Stack>
    </Card>
  )
}

type AmountFault = { readonly kind: 'unclear' | 'negative' | 'none'; readonly typed: string }

function tellFault({ kind, typed }: AmountFault, t: TFunction): string {
  if (kind === 'negative') return t('hand.amountNegative')
  if (kind === 'none') return t('hand.amountNone', { typed: typed.trim() })
  const [whole = '', fraction = ''] = typed.replaceAll(/[^\d.,]/g, '').split(/[.,]/)
  const values = { typed: typed.trim(), thousands: `${whole}${fraction}`, decimals: `${whole}.${fraction.slice(0, 2)}` }
  return t('hand.amountUnclear', values)
}

const named = ['value', 'how', 'postId', 'orders', 'day', 'orderId', 'note']

/** Whether there is enough to store it: the button says by itself that something is missing. */
function isComplete({ amount, how, postId }: EntryFields): boolean {
  if (amount.trim() === '' || how === '') return false
  return how === 'unknown' || how === 'asked' || postId !== ''
}

type PartProps = {
  readonly fields: EntryFields
  readonly change: (some: Partial<EntryFields>) => void
  readonly error: unknown
}

function HowChoice({ fields, change, error }: PartProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      label={t('hand.how.label')}
      value={fields.how}
      onChange={(value) => change({ how: hows.find((one) => one === value) ?? 'unknown' })}
      error={fieldError(error, 'how')}
      size="md"
      styles={{ label: { fontWeight: 600 } }}
    >
      <SimpleGrid cols={2} spacing={8} mt={6}>
        {hows.map((one) => (
          <Choice key={one} value={one} label={t(`hand.how.${one}`)} />
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}

function CustomerChoice({ fields, change }: PartProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      label={t('hand.customer.label')}
      value={fields.customer}
      onChange={(value) => change({ customer: value === 'yes' || value === 'no' ? value : '' })}
      size="md"
      styles={{ label: { fontWeight: 600 } }}
    >
      <SimpleGrid spacing={8} mt={6} style={{ gridTemplateColumns: 'auto auto 1fr' }}>
        <Choice value="yes" label={t('hand.customer.yes')} />
        <Choice value="no" label={t('hand.customer.no')} />
        <Choice value="" label={t('hand.customer.unknown')} />
      </SimpleGrid>
    </Radio.Group>
  )
}
