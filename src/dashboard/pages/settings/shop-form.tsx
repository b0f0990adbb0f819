import { Button, Card, Group, NumberInput, Radio, Select, SimpleGrid, Stack, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { type ShopBasics, ShopFields } from '../../parts/shop-fields.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { type Shop, updateShop } from '../../queries/shops.ts'

const trackings = ['count', 'consent', 'full'] as const satisfies readonly Shop['tracking'][]
const revenueBases = ['paid', 'net-of-tax-and-shipping'] as const satisfies readonly Shop['revenueBasis'][]
const clickWindows = [1, 7, 30, 90] as const

const fields = [
  'name',
  'currency',
  'timeZone',
  'hosts',
  'tracking',
  'revenueBasis',
  'grossMarginPercent',
  'clickWindowDays',
  'churnDays',
]

export function ShopForm({ shop }: { readonly shop: Shop }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>(() => editableOf(shop))
  const saving = useMutation({
    mutationFn: () => updateShop(shop.id, { ...draft, hosts: [...draft.hosts] }),
    onSuccess: async ({ warnings }) => {
      notify(t('settings.saved'), t)
      for (const { message } of warnings) notify(message, t, 'warn')
      // Everything: what counts as revenue and what is kept of it is in the numbers of nearly every page.
      await queries.invalidateQueries()
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Card component="section" padding="xl">
      <form onSubmit={submit}>
        <Stack gap="xl">
          <Title order={2}>{t('settings.shop')}</Title>
          {saving.error && !isSaidAtField(saving.error, fields) && <ProblemNotice error={saving.error} />}
          <Stack gap="lg">
            <ShopFields
              value={draft}
              onChange={(basics) => setDraft({ ...draft, ...basics })}
              error={saving.error}
              prefix=""
            />
          </Stack>
          <Radio.Group
            label={t('shop.tracking.label')}
            description={t('shop.tracking.hint')}
            size="md"
            value={draft.tracking}
            onChange={(value) => setDraft({ ...draft, tracking: trackings.find((one) => one === value) ?? 'consent' })}
            error={fieldError(saving.error, 'tracking')}
          >
            <Stack gap="sm" mt="md">
              {trackings.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`shop.tracking.${value}.name`)}
                  description={t(`shop.tracking.${value}.text`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Counting draft={draft} setDraft={setDraft} error={saving.error} />
          <Group justify="flex-end">
            <Button type="submit" size="md" loading={saving.isPending}>
              {t('settings.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

type Draft = ShopBasics &
  Pick<Shop, 'tracking' | 'revenueBasis' | 'grossMarginPercent' | 'churnDays'> & {
    readonly clickWindowDays: (typeof clickWindows)[number]
  }

function editableOf({
  name,
  currency,
  timeZone,
  hosts,
  tracking,
  revenueBasis,
  grossMarginPercent,
  clickWindowDays,
  churnDays,
}: Shop): Draft {
  const days = clickWindows.find((one) => one === clickWindowDays) ?? 30
  const basics = { name, currency, timeZone, hosts }
  return { ...basics, tracking, revenueBasis, grossMarginPercent, churnDays, clickWindowDays: days }
}

type CountingProps = {
  readonly draft: Draft
  readonly setDraft: (draft: Draft) => void
  readonly error: unknown
}

/** What counts as revenue, what is kept of it, and for how long a click earns the credit. */
function Counting({ draft, setDraft, error }: CountingProps) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Select
        label={t('shop.basis.label')}
        description={t('shop.basis.hint')}
        data={revenueBases.map((value) => ({ value, label: t(`shop.basis.${value}.name`) }))}
        value={draft.revenueBasis}
        onChange={(value) => setDraft({ ...draft, revenueBasis: revenueBases.find((one) => one === value) ?? 'paid' })}
        error={fieldError(error, 'revenueBasis')}
      />
      <GrossMargin draft={draft} setDraft={setDraft} error={error} />
      <Select
        label={t('shop.window.label')}
        description={t('shop.window.hint')}
        data={clickWindows.map((days) => ({ value: String(days), label: t('shop.window.days', { count: days }) }))}
        value={String(draft.clickWindowDays)}
        onChange={(value) =>
          setDraft({ ...draft, clickWindowDays: clickWindows.find((days) => String(days) === value) ?? 30 })
        }
        error={fieldError(error, 'clickWindowDays')}
      />
      <NumberInput
        size="md"
        label={t('shop.churn.label')}
        description={t('shop.churn.hint')}
        suffix={t('shop.churn.unit')}
        min={1}
        max={3650}
        allowDecimal={false}
        value={draft.churnDays}
        onChange={(days) => setDraft({ ...draft, churnDays: Number(days) })}
        error={fieldError(error, 'churnDays')}
      />
    </SimpleGrid>
  )
}

/** What is out of bounds stays as it was typed: 550 for 55 mustn't become 100 unseen. */
function GrossMargin({ draft, setDraft, error }: CountingProps) {
  const { t } = useTranslation()
  return (
    <NumberInput
      size="md"
      label={t('shop.margin.label')}
      description={t('shop.margin.hint')}
      suffix="%"
      min={0}
      max={100}
      clampBehavior="none"
      allowNegative={false}
      value={draft.grossMarginPercent ?? ''}
      onChange={(percent) => setDraft({ ...draft, grossMarginPercent: percent === '' ? null : Number(percent) })}
      error={fieldError(error, 'grossMarginPercent')}
    />
  )
}
