import { Button, Chip, Group, Input, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Objective } from '../../../platforms/catalog.ts'
import { LevelBadge } from '../../parts/level-badge.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import { readWords } from '../../queries/goal-wizard.ts'
import type { GoalMetric } from './use-metrics.ts'
import { withWords } from './wizard-fields.ts'
import type { StepProps } from './step-props.ts'

/** What is to be reached: in a sentence of one's own, or a metric by what it is for. */
export function StepWhat({ fields, change, metrics, error }: StepProps) {
  const { t } = useTranslation()
  const chosen = metrics.find(({ id }) => id === fields.metric)
  const [objective, setObjective] = useState<Objective | ''>(chosen?.objective ?? '')
  const offered = metrics.filter((one) => objective === '' || one.objective === objective)
  return (
    <Stack gap="lg">
      <Words fields={fields} change={change} metrics={metrics} />
      <Stack gap="xs" role="group" aria-labelledby="wizard-objective">
        <Input.Label id="wizard-objective" size="md" labelElement="div">
          {t('wizard.what.objective')}
        </Input.Label>
        <Chip.Group value={objective} onChange={(value) => setObjective(objectives.find((one) => one === value) ?? '')}>
          <Group gap="xs">
            {(['', ...objectives] as const).map((one) => (
              <Chip key={one} value={one}>
                {t(`wizard.objective.${one === '' ? 'any' : one}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Stack>
      <div>
        <Select
          label={t('wizard.what.metric')}
          placeholder={t('wizard.what.choose')}
          searchable
          size="md"
          data={inGroups(offered, (level) => t('levels.badge', { level, name: t(`levels.${level}.name`) }))}
          value={fields.metric === '' ? null : fields.metric}
          onChange={(metric) => metric && change({ metric, main: isNear(metrics, metric) })}
          error={fieldError(error, 'metric')}
          maxDropdownHeight={320}
        />
        {chosen && (
          <Group mt={8}>
            <LevelBadge level={chosen.level} />
          </Group>
        )}
      </div>
    </Stack>
  )
}

const objectives = ['awareness', 'engagement', 'customer-service', 'leads-and-sales'] as const
const levels = [5, 4, 3, 2, 1] as const

function isNear(metrics: readonly GoalMetric[], metric: string): boolean {
  return (metrics.find(({ id }) => id === metric)?.level ?? 1) >= 4
}

function inGroups(metrics: readonly GoalMetric[], nameOf: (level: (typeof levels)[number]) => string) {
  return levels
    .map((level) => ({
      group: nameOf(level),
      items: metrics.filter((one) => one.level === level).map(({ id, name }) => ({ value: id, label: name })),
    }))
    .filter(({ items }) => items.length > 0)
}

function Words({ fields, change, metrics }: Pick<StepProps, 'fields' | 'change' | 'metrics'>) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const reading = useMutation({
    mutationFn: () => readWords(fields.words, shopId),
    onSuccess: (read) => change(withWords(fields, read, metrics.find(({ id }) => id === read.metric)?.level)),
  })
  const read = () => fields.words.trim() !== '' && reading.mutate()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    read()
  }
  return (
    <Stack gap="xs">
      <TextInput
        label={t('wizard.what.words')}
        description={t('wizard.what.wordsHint')}
        placeholder={t('wizard.what.wordsExample')}
        size="md"
        value={fields.words}
        onChange={(event) => change({ words: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        onBlur={() => reading.data === undefined && read()}
      />
      <Group>
        <Button variant="default" onClick={read} loading={reading.isPending} disabled={fields.words.trim() === ''}>
          {t('wizard.what.read')}
        </Button>
      </Group>
      {reading.error && <ProblemNotice error={reading.error} />}
      {reading.data && <Understood read={reading.data} metrics={metrics} />}
    </Stack>
  )
}

type UnderstoodProps = {
  readonly read: Awaited<ReturnType<typeof readWords>>
  readonly metrics: readonly GoalMetric[]
}

/** What a sentence came to, and which of its words came to nothing. */
function Understood({ read, metrics }: UnderstoodProps) {
  const { t } = useTranslation()
  const name = metrics.find(({ id }) => id === read.metric)?.name
  const missing = read.missing.map((one) => t(`wizard.what.missing.${one}`)).join(', ')
  return (
    <div role="status">
      {name && <Text size="sm">{t('wizard.what.understood', { metric: name })}</Text>}
      {read.unknown.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('wizard.what.unknown', { words: read.unknown.join(', ') })}
        </Text>
      )}
      {missing !== '' && (
        <Text size="sm" c="dimmed">
          {t('wizard.what.fill', { missing })}
        </Text>
      )}
    </div>
  )
}
