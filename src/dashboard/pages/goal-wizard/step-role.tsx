import { SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fieldError } from '../../problem.ts'
import type { StepProps } from './step-props.ts'

/** A main goal and what it serves, or a milestone and what it leads to; whose it is. */
export function StepRole({ fields, change, metrics, goals, error }: StepProps) {
  const { t } = useTranslation()
  const level = metrics.find(({ id }) => id === fields.metric)?.level ?? 5
  const parents = goals.filter((one) => one.level >= 4).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <Stack gap={6}>
        <SegmentedControl
          aria-label={t('goalForm.kind')}
          value={fields.main ? 'main' : 'milestone'}
          onChange={(value) => change({ main: value === 'main' })}
          data={[
            { value: 'main', label: t('goals.main') },
            { value: 'milestone', label: t('goals.milestone') },
          ]}
        />
        <Text size="sm" c="dimmed">
          {fields.main ? t('goalForm.mainHint') : t('goalForm.milestoneHint')}
        </Text>
      </Stack>
      {fields.main ? (
        <TextInput
          size="md"
          label={t('goalForm.businessGoal')}
          placeholder={t('goalForm.businessGoalExample')}
          value={fields.businessGoal}
          onChange={(event) => change({ businessGoal: event.currentTarget.value })}
          error={fieldError(error, 'businessGoal')}
        />
      ) : (
        <Select
          size="md"
          label={t('goalForm.parent')}
          placeholder={parents.length > 0 ? t('goalForm.parentChoose') : t('goalForm.parentNone')}
          disabled={parents.length === 0}
          clearable
          data={parents}
          value={fields.parentId}
          onChange={(parentId) => change({ parentId })}
          error={fieldError(error, 'parentId')}
        />
      )}
      {fields.main && level <= 3 && (
        <Textarea
          size="md"
          autosize
          label={t('goalForm.reason')}
          description={t('goalForm.reasonHint')}
          value={fields.reason}
          onChange={(event) => change({ reason: event.currentTarget.value })}
          error={fieldError(error, 'reason')}
        />
      )}
      <TextInput
        size="md"
        label={t('wizard.owner')}
        placeholder={t('goalForm.optional')}
        value={fields.owner}
        onChange={(event) => change({ owner: event.currentTarget.value })}
        error={fieldError(error, 'owner')}
      />
    </>
  )
}
