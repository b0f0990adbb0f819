import { Input, NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { channels } from '../../../links/channel.ts'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import { campaignsQuery } from '../../queries/links.ts'
import { postsQuery } from '../../queries/posts.ts'
import { showValue } from '../goals/units.ts'
import { StepRole } from './step-role.tsx'
import { targetOf, type WizardFields } from './wizard-fields.ts'
import type { StepProps } from './step-props.ts'

/** How much, where and when; what it is for. */
export function StepTarget(props: StepProps) {
  return (
    <Stack gap="lg">
      <Amount {...props} />
      <Days {...props} />
      <Where {...props} />
      <StepRole {...props} />
    </Stack>
  )
}

function Amount({ fields, change, metrics, judged, error }: StepProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { currency } = useShop()
  const id = useId()
  const metric = metrics.find((one) => one.id === fields.metric)
  const suffix = metric?.unit.startsWith('money') ? ` ${currency}` : metric?.unit === 'percent' ? '%' : ''
  const number = { size: 'md', hideControls: true, thousandSeparator: ' ' } as const
  const target = targetOf(fields, judged)
  const known = judged?.baseline?.value
  const say = (value: number) => showValue(value, metric?.unit ?? 'count', { format, t, currency })
  return (
    <Stack gap="sm">
      <Stack gap={4} role="group" aria-labelledby={id}>
        <Input.Label id={id} size="md" labelElement="div">
          {t('wizard.target.how')}
        </Input.Label>
        <SegmentedControl
          aria-labelledby={id}
          value={fields.how}
          onChange={(how) => change({ how: hows.find((one) => one === how) ?? 'number' })}
          data={hows.map((how) => ({ value: how, label: t(`wizard.target.${how}`) }))}
        />
      </Stack>
      <SimpleGrid cols={2} spacing="md">
        <NumberInput
          {...number}
          label={t('goalForm.target')}
          suffix={fields.how === 'percent' ? '%' : suffix}
          {...(fields.how === 'number' ? { min: 0 } : { prefix: Number(fields.amount) >= 0 ? '+' : '' })}
          value={fields.amount}
          onChange={(amount) => change({ amount })}
          error={fieldError(error, 'target')}
        />
        <NumberInput
          {...number}
          min={0}
          suffix={suffix}
          label={metric?.kind === 'stock' ? t('goalForm.baselineStock') : t('goalForm.baseline')}
          placeholder={known === null || known === undefined ? t('goalForm.optional') : say(known)}
          value={fields.baseline}
          onChange={(baseline) => change({ baseline })}
          error={fieldError(error, 'baseline')}
        />
      </SimpleGrid>
      {fields.how !== 'number' && fields.amount !== '' && (
        <Text size="sm" c="dimmed" role="status">
          {target === null ? t('wizard.target.needsBaseline') : t('wizard.target.comesTo', { value: say(target) })}
        </Text>
      )}
    </Stack>
  )
}

const hows = ['number', 'more', 'percent'] as const satisfies readonly WizardFields['how'][]

function Days({ fields, change, error }: StepProps) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={2} spacing="md">
      {(['from', 'to'] as const).map((day) => (
        <TextInput
          key={day}
          type="date"
          size="md"
          label={t(`goalForm.${day}`)}
          value={fields[day]}
          onChange={(event) => change({ [day]: event.currentTarget.value })}
          error={fieldError(error, day)}
        />
      ))}
    </SimpleGrid>
  )
}

const places = ['shop', 'channel', 'campaign', 'post'] as const satisfies readonly WizardFields['where'][]

function Where({ fields, change, error }: StepProps) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const campaigns = useQuery({ ...campaignsQuery(shopId), enabled: fields.where === 'campaign' })
  const posts = useInfiniteQuery({ ...postsQuery(shopId), enabled: fields.where === 'post' })
  const choices = {
    channel: channels.map(({ id, name }) => ({ value: id, label: name })),
    campaign: (campaigns.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    post: (posts.data?.pages ?? []).flatMap(({ items }) => items.map(({ id, title }) => ({ value: id, label: title }))),
  }
  const { where } = fields
  const value = where === 'campaign' ? fields.campaignId : where === 'post' ? fields.postId : fields.channel
  const choose = (chosen: string) =>
    change(where === 'campaign' ? { campaignId: chosen } : where === 'post' ? { postId: chosen } : { channel: chosen })
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <Select
        size="md"
        label={t('wizard.where.label')}
        allowDeselect={false}
        data={places.map((one) => ({ value: one, label: t(`wizard.where.${one}`) }))}
        value={where}
        onChange={(chosen) => change({ where: places.find((one) => one === chosen) ?? 'shop' })}
      />
      {where !== 'shop' && (
        <Select
          size="md"
          searchable
          label={t(`wizard.where.${where}`)}
          placeholder={t('wizard.where.choose')}
          data={choices[where]}
          value={value === '' ? null : value}
          onChange={(chosen) => choose(chosen ?? '')}
          error={fieldError(error, 'scope')}
        />
      )}
      <TextInput
        size="md"
        label={t('wizard.where.place')}
        placeholder={t('goalForm.optional')}
        value={fields.place}
        onChange={(event) => change({ place: event.currentTarget.value })}
      />
    </SimpleGrid>
  )
}
