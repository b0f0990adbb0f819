import {
  NumberInput,
  Radio,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
  Input,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { channels } from '../../../links/channel.ts'
import { fieldError } from '../../problem.ts'
import { outcomes } from '../../queries/experiments.ts'
import { channelOf, type PlanFields } from './plan-fields.ts'

type Props = {
  readonly fields: PlanFields
  readonly change: (some: Partial<PlanFields>) => void
  /** What the server said of the fields. */
  readonly error: unknown
  readonly isTried: boolean
  readonly earliest: string
}

/** What is expected, of which posts, over which weeks, and how it is judged. */
export function PlanForm({ fields, change, error, isTried, earliest }: Props) {
  const { t } = useTranslation()
  const isMissing = isTried && fields.hypothesis.trim() === ''
  return (
    <Stack gap="lg">
      <Textarea
        label={t('experiments.form.hypothesis')}
        description={t('experiments.form.hypothesisHint')}
        placeholder={t('experiments.form.hypothesisExample')}
        size="md"
        autosize
        minRows={2}
        maxLength={1000}
        value={fields.hypothesis}
        // One line of what is registered, however it is typed or pasted.
        onChange={(event) =>
          change({ hypothesis: event.currentTarget.value.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' ') })
        }
        error={isMissing ? t('experiments.form.hypothesisMissing') : fieldError(error, 'hypothesis')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Select
          label={t('experiments.form.metric')}
          allowDeselect={false}
          data={outcomes.map((value) => ({ value, label: t(`experiments.metric.${value}`) }))}
          value={fields.metric}
          onChange={(metric) => change({ metric: outcomes.find((one) => one === metric) ?? 'orders' })}
        />
        <Select
          label={t('experiments.form.channel')}
          allowDeselect={false}
          searchable
          data={[
            { value: '', label: t('experiments.allPosts') },
            ...channels.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={fields.channel}
          onChange={(channel) => change({ channel: channelOf(channel) })}
        />
        <NumberInput
          label={t('experiments.form.pairs')}
          description={t('experiments.form.pairsHint')}
          size="md"
          min={2}
          max={20}
          allowDecimal={false}
          value={fields.pairs}
          onChange={(pairs) => change({ pairs })}
          error={fieldError(error, 'pairs')}
        />
        <TextInput
          type="date"
          label={t('experiments.form.firstMonday')}
          description={t('experiments.form.firstMondayHint')}
          min={earliest}
          step={7}
          value={fields.firstMonday}
          onChange={(event) => change({ firstMonday: event.currentTarget.value })}
          error={fieldError(error, 'firstMonday')}
        />
      </SimpleGrid>
      <Judging fields={fields} change={change} />
    </Stack>
  )
}

function Judging({ fields, change }: Pick<Props, 'fields' | 'change'>) {
  const { t } = useTranslation()
  const days = [0, 1, 2, 3] as const
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <Input.Wrapper size="md" label={t('experiments.form.washOut')} description={t('experiments.form.washOutHint')}>
        <SegmentedControl
          fullWidth
          mt={6}
          aria-label={t('experiments.form.washOut')}
          data={days.map(String)}
          value={String(fields.washOutDays)}
          onChange={(value) => change({ washOutDays: days.find((one) => String(one) === value) ?? 1 })}
        />
      </Input.Wrapper>
      <Radio.Group
        size="md"
        label={t('experiments.form.sides')}
        value={String(fields.sides)}
        onChange={(value) => change({ sides: value === '2' ? 2 : 1 })}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="1" label={t('experiments.form.oneSided')} />
          <Radio value="2" label={t('experiments.form.twoSided')} />
        </Stack>
      </Radio.Group>
    </SimpleGrid>
  )
}
