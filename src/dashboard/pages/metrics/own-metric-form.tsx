import { Select, SimpleGrid, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answersOf, type LevelAnswers } from '../../../platforms/level-questions.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { notify } from '../../parts/notify.ts'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import { type CatalogMetric, updateOwnMetric } from '../../queries/metrics.ts'
import { createOwnMetric, type OwnMetricDraft } from '../../queries/platform-numbers.ts'
import type { OwnExample } from './examples.ts'
import { objectives } from './filter.ts'
import { LevelQuestions } from './level-questions.tsx'

const units = ['count', 'money', 'percent', 'seconds', 'minutes'] as const
const kinds = ['flow', 'stock', 'running-total'] as const
const directions = ['up', 'down'] as const
const said = ['name', 'unit', 'objective', 'direction', 'kind', 'level'] as const

type Fields = Pick<OwnMetricDraft, 'name' | 'unit' | 'objective' | 'kind'> & {
  readonly direction: (typeof directions)[number]
}

/** Begun from an example, from one there is already, or from nothing. */
type Props = {
  readonly example?: OwnExample | undefined
  readonly metric?: CatalogMetric | undefined
  readonly onClose: () => void
}

/** A number that the shop counts itself, put on its level by three questions. */
export function OwnMetricForm({ example, metric, onClose }: Props) {
  const { t } = useTranslation()
  const [fields, setFields] = useState<Fields>(() => ({
    name: metric?.name ?? (example ? t(`metrics.examples.${example.id}`) : ''),
    unit: units.find((one) => one === metric?.unit) ?? 'count',
    objective: metric?.objective ?? example?.objective ?? 'engagement',
    direction: metric?.direction ?? 'up',
    kind: metric?.kind ?? example?.kind ?? 'flow',
  }))
  const [answers, setAnswers] = useState<LevelAnswers>(() => example?.answers ?? answersOf(metric?.level ?? 3))
  const saving = useSaving(metric?.id, onClose)
  const { error } = saving
  return (
    <FormDialog
      title={metric ? t('metrics.own.edit') : t('metrics.new')}
      names={said}
      saving={saving}
      submitLabel={metric ? t('metrics.own.saveEdit') : t('metrics.own.save')}
      onSubmit={() => saving.mutate({ ...fields, level: answers })}
      onClose={onClose}
    >
      <OwnMetricFields
        fields={fields}
        isNew={!metric}
        change={(some) => setFields({ ...fields, ...some })}
        error={error}
      />
      <LevelQuestions answers={answers} onChange={setAnswers} />
    </FormDialog>
  )
}

type FieldsProps = {
  readonly fields: Fields
  /** What readings there are were written down in its kind and unit. */
  readonly isNew: boolean
  readonly change: (some: Partial<Fields>) => void
  readonly error: unknown
}

function OwnMetricFields({ fields, isNew, change, error }: FieldsProps) {
  const { t } = useTranslation()
  const choice = { size: 'md', allowDeselect: false } as const
  return (
    <>
      <TextInput
        size="md"
        data-autofocus
        label={t('metrics.own.name')}
        placeholder={t('metrics.own.nameExample')}
        maxLength={80}
        value={fields.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={fieldError(error, 'name')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          {...choice}
          label={t('metrics.own.kind')}
          disabled={!isNew}
          data={kinds.map((value) => ({ value, label: t(`metrics.kinds.${value}`) }))}
          value={fields.kind}
          onChange={(value) => change({ kind: kinds.find((one) => one === value) ?? 'flow' })}
          error={fieldError(error, 'kind')}
        />
        <Select
          {...choice}
          label={t('metrics.own.unit')}
          disabled={!isNew}
          data={units.map((value) => ({ value, label: t(`metrics.units.${value}`) }))}
          value={fields.unit}
          onChange={(value) => change({ unit: units.find((one) => one === value) ?? 'count' })}
          error={fieldError(error, 'unit')}
        />
        <Select
          {...choice}
          label={t('metrics.objective')}
          data={objectives.map((value) => ({ value, label: t(`metrics.objectives.${value}`) }))}
          value={fields.objective}
          onChange={(value) => change({ objective: objectives.find((one) => one === value) ?? 'engagement' })}
          error={fieldError(error, 'objective')}
        />
        <Select
          {...choice}
          label={t('metrics.own.direction')}
          data={directions.map((value) => ({ value, label: t(`metrics.directions.${value}`) }))}
          value={fields.direction}
          onChange={(value) => change({ direction: directions.find((one) => one === value) ?? 'up' })}
          error={fieldError(error, 'direction')}
        />
      </SimpleGrid>
    </>
  )
}

function useSaving(id: string | undefined, onSaved: () => void) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ unit, kind, ...rest }: Fields & Pick<OwnMetricDraft, 'level'>) => {
      if (id === undefined) await createOwnMetric({ ...rest, unit, kind, shopId })
      else await updateOwnMetric(id, rest)
    },
    onSuccess: async () => {
      for (const name of ['catalog', 'measured', 'own-metrics']) await queries.invalidateQueries({ queryKey: [name] })
      onSaved()
      notify(t('metrics.own.saved'), t)
    },
  })
}
