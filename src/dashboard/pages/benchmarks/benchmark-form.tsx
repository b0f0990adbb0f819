import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { channelIds, channels } from '../../../links/channel.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { type Benchmark, type BenchmarkDraft, removeBenchmark, saveBenchmark } from '../../queries/benchmarks.ts'
import { catalogQuery } from '../../queries/goals.ts'

type Fields = {
  readonly metric: string
  readonly channel: string
  readonly low: number | string
  readonly high: number | string
  readonly source: string
  readonly asOf: string
  readonly trust: BenchmarkDraft['trust']
  readonly isHidden: boolean
}

const trusts = ['high', 'medium', 'low'] as const satisfies readonly BenchmarkDraft['trust'][]

type Props = { readonly benchmark: Benchmark | null; readonly onDone: () => void }

/** The shop's own word on a number of others, in place of what is shipped. */
export function BenchmarkForm({ benchmark, onDone }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [fields, setFields] = useState(() => fieldsOf(benchmark))
  const done = async () => {
    // A plan may go by it.
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['benchmarks', shopId] }),
      queries.invalidateQueries({ queryKey: ['plan'] }),
    ])
    onDone()
  }
  const saving = useMutation({ mutationFn: () => saveBenchmark(toDraft(fields, shopId)), onSuccess: done })
  const removing = useMutation({ mutationFn: () => removeBenchmark(shopId, toDraft(fields, shopId)), onSuccess: done })
  const change = (some: Partial<Fields>) => setFields({ ...fields, ...some })
  const error = saving.error ?? removing.error
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {error && !isSaidAtField(error, Object.keys(fields)) && <ProblemNotice error={error} />}
        {!benchmark && <Which fields={fields} change={change} error={error} />}
        <What fields={fields} change={change} error={error} />
        <Group justify="space-between">
          {benchmark?.isOwn ? (
            <Button variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
              {t('benchmarks.form.remove')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" loading={saving.isPending}>
            {t('benchmarks.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type PartProps = {
  readonly fields: Fields
  readonly change: (some: Partial<Fields>) => void
  readonly error: unknown
}

function Which({ fields, change, error }: PartProps) {
  const { t } = useTranslation()
  const catalog = useQuery(catalogQuery)
  return (
    <>
      <Select
        label={t('benchmarks.column.metric')}
        searchable
        allowDeselect={false}
        data={(catalog.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={fields.metric}
        onChange={(metric) => change({ metric: metric ?? '' })}
        error={fieldError(error, 'metric')}
      />
      <Select
        label={t('benchmarks.form.channel')}
        allowDeselect={false}
        data={[
          { value: '', label: t('benchmarks.form.allChannels') },
          ...channels.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={fields.channel}
        onChange={(channel) => change({ channel: channel ?? '' })}
        error={fieldError(error, 'channel')}
      />
    </>
  )
}

function What({ fields, change, error }: PartProps) {
  const { t } = useTranslation()
  const number = { min: 0, hideControls: true } as const
  return (
    <>
      <SimpleGrid cols={2}>
        <NumberInput
          {...number}
          label={t('benchmarks.form.low')}
          value={fields.low}
          onChange={(low) => change({ low })}
          error={fieldError(error, 'low')}
        />
        <NumberInput
          {...number}
          label={t('benchmarks.form.high')}
          value={fields.high}
          onChange={(high) => change({ high })}
          error={fieldError(error, 'high')}
        />
      </SimpleGrid>
      <TextInput
        label={t('benchmarks.form.source')}
        required
        withAsterisk={false}
        value={fields.source}
        onChange={(event) => change({ source: event.currentTarget.value })}
        error={fieldError(error, 'source')}
      />
      <SimpleGrid cols={2}>
        <TextInput
          type="date"
          label={t('benchmarks.form.asOf')}
          value={fields.asOf}
          onChange={(event) => change({ asOf: event.currentTarget.value })}
          error={fieldError(error, 'asOf')}
        />
        <Select
          label={t('benchmarks.form.trust')}
          allowDeselect={false}
          data={trusts.map((trust) => ({ value: trust, label: t(`benchmarks.trust.${trust}`) }))}
          value={fields.trust}
          onChange={(chosen) => change({ trust: trusts.find((one) => one === chosen) ?? 'low' })}
          error={fieldError(error, 'trust')}
        />
      </SimpleGrid>
      <Switch
        label={t('benchmarks.form.hide')}
        checked={fields.isHidden}
        onChange={(event) => change({ isHidden: event.currentTarget.checked })}
      />
    </>
  )
}

function fieldsOf(benchmark: Benchmark | null): Fields {
  if (!benchmark)
    return {
      metric: 'conversion_rate',
      channel: '',
      low: '',
      high: '',
      source: '',
      asOf: '',
      trust: 'low',
      isHidden: false,
    }
  const { metric, channel, low, high, source, asOf, trust, isHidden } = benchmark
  return {
    ...{ metric, source, trust, isHidden },
    channel: channel ?? '',
    low: low ?? '',
    high: high ?? '',
    asOf: asOf ?? '',
  }
}

/** One number alone is both ends of its span. */
function toDraft({ metric, channel, low, high, source, asOf, trust, isHidden }: Fields, shopId: string) {
  const known = channelIds.find((id) => id === channel) ?? null
  const numberOf = (field: number | string) => (field === '' ? null : Number(field))
  const [least, most] = [numberOf(low) ?? numberOf(high), numberOf(high) ?? numberOf(low)]
  return {
    ...{ shopId, metric, source, trust, isHidden, channel: known },
    low: least,
    high: most,
    asOf: asOf === '' ? null : asOf,
  } satisfies BenchmarkDraft
}
