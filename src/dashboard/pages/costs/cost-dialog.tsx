import { Input, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { channels } from '../../../links/channel.ts'
import { currencyCodes } from '../../../shops/money.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { notify } from '../../parts/notify.ts'
import { useShop, useShopDay } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import { type Cost, costKinds, createCosts, updateCost } from '../../queries/costs.ts'
import { campaignsQuery } from '../../queries/links.ts'
import { type CostFields, costPlaces, draftFrom, faultOf, fieldsOf, newFields } from './cost-fields.ts'
import { PostPicker } from './post-picker.tsx'
import { useCostsChanged } from './use-costs-changed.ts'

type Props = {
  /** To be changed; a new one without. */
  readonly cost?: Cost
  /** What a new one is of. */
  readonly post?: { readonly id: string; readonly title: string }
  readonly onClose: () => void
}

/** Money, hours or both, and what they went into. */
export function CostDialog({ cost, post, onClose }: Props) {
  const { t } = useTranslation()
  const shop = useShop()
  const today = useShopDay()(0)
  const ofPost = post && { place: 'post' as const, postId: post.id, postTitle: post.title }
  const [fields, setFields] = useState(() =>
    cost ? fieldsOf(cost, shop.currency) : newFields(today, shop.currency, ofPost ?? {}),
  )
  const [isTried, setIsTried] = useState(false)
  const changed = useCostsChanged(shop.id)
  const saving = useMutation({
    mutationFn: () => save(fields, shop.id, cost),
    onSuccess: async () => {
      onClose()
      notify(t('costs.saved'), t)
      await changed()
    },
  })
  const submit = () => {
    setIsTried(true)
    if (!faultOf(fields)) saving.mutate()
  }
  const change = (some: Partial<CostFields>) => setFields({ ...fields, ...some })
  const { error } = saving
  const fault = isTried ? faultOf(fields) : undefined
  return (
    <FormDialog
      title={t(cost ? 'costs.edit' : 'costs.new')}
      names={Object.keys(fields)}
      saving={saving}
      submitLabel={t('costs.save')}
      onSubmit={submit}
      onClose={onClose}
    >
      <PlaceFields {...{ fields, change, error, fault }} />
      <SpentFields {...{ fields, change, error, fault }} />
    </FormDialog>
  )
}

async function save(fields: CostFields, shopId: string, cost: Cost | undefined): Promise<void> {
  const { channel, ...draft } = draftFrom(fields, cost)
  const known = channels.find(({ id }) => id === channel)?.id ?? null
  if (cost) await updateCost(cost.id, { ...draft, channel: known })
  else await createCosts([{ ...draft, channel: known, shopId }])
}

type FieldProps = {
  readonly fields: CostFields
  readonly change: (some: Partial<CostFields>) => void
  readonly error: unknown
  readonly fault: ReturnType<typeof faultOf>
}

function PlaceFields({ fields, change, error, fault }: FieldProps) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const campaigns = useQuery(campaignsQuery(shopId)).data?.items ?? []
  const { place } = fields
  const missing = fault === 'place' && t('costs.missing.place')
  return (
    <Stack gap="sm">
      <Input.Wrapper label={t('costs.place.label')}>
        <SegmentedControl
          fullWidth
          mt={4}
          aria-label={t('costs.place.label')}
          value={place}
          onChange={(value) => change({ place: costPlaces.find((one) => one === value) ?? 'shop' })}
          data={costPlaces.map((value) => ({ value, label: t(`costs.place.${value}`) }))}
        />
      </Input.Wrapper>
      {place === 'post' && (
        <PostPicker
          value={{ id: fields.postId, title: fields.postTitle }}
          onChange={({ id, title }) => change({ postId: id, postTitle: title })}
          error={missing || fieldError(error, 'postId')}
        />
      )}
      {place === 'campaign' && (
        <Select
          label={t('costs.place.campaign')}
          searchable
          data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          value={fields.campaignId || null}
          onChange={(campaignId) => change({ campaignId: campaignId ?? '' })}
          error={missing || fieldError(error, 'campaignId')}
        />
      )}
      {place === 'channel' && (
        <Select
          label={t('costs.place.channel')}
          searchable
          data={channels.map(({ id, name }) => ({ value: id, label: name }))}
          value={fields.channel || null}
          onChange={(channel) => change({ channel: channel ?? '' })}
          error={missing || fieldError(error, 'channel')}
        />
      )}
      {place === 'shop' && (
        <Text size="sm" c="dimmed">
          {t('costs.place.shopHint')}
        </Text>
      )}
    </Stack>
  )
}

function SpentFields({ fields, change, error, fault }: FieldProps) {
  const { t } = useTranslation()
  const day = (field: 'from' | 'to', text: string) =>
    change(field === 'from' && fields.to < text ? { from: text, to: text } : { [field]: text })
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <TextInput
          label={t('costs.hours')}
          description={t('costs.hoursHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          inputMode="decimal"
          value={fields.hours}
          onChange={(event) => change({ hours: event.currentTarget.value })}
          error={
            (fault === 'hours' && t('costs.missing.hours')) ||
            (fault === 'nothing' && t('costs.missing.nothing')) ||
            fieldError(error, 'hours')
          }
        />
        <TextInput
          label={t('costs.amount')}
          inputMode="decimal"
          value={fields.amount}
          onChange={(event) => change({ amount: event.currentTarget.value })}
          error={fieldError(error, 'amount')}
        />
        <Select
          label={t('costs.currency')}
          searchable
          data={[...currencyCodes]}
          value={fields.currency}
          onChange={(currency) => currency && change({ currency })}
          error={fieldError(error, 'currency')}
        />
        <Select
          label={t('costs.kind.label')}
          placeholder={t('costs.kind.auto')}
          clearable
          data={costKinds.map((value) => ({ value, label: t(`costs.kind.${value}`) }))}
          value={fields.kind || null}
          onChange={(kind) => change({ kind: costKinds.find((one) => one === kind) ?? '' })}
          error={fieldError(error, 'kind')}
        />
        {(['from', 'to'] as const).map((field) => (
          <TextInput
            key={field}
            type="date"
            required
            withAsterisk={false}
            label={t(`costs.${field}`)}
            value={fields[field]}
            onChange={(event) => event.currentTarget.value && day(field, event.currentTarget.value)}
            error={fieldError(error, field)}
          />
        ))}
      </SimpleGrid>
      <TextInput
        label={t('costs.note')}
        maxLength={500}
        value={fields.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        error={fieldError(error, 'note')}
      />
    </>
  )
}
