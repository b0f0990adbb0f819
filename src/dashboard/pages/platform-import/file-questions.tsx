import { Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { channelIds } from '../../../links/channel.ts'
import { channelName } from '../../parts/channel-name.ts'
import type { ValuePreview } from '../../queries/platform-numbers.ts'
import { type Answers, asksPeriod } from './answers.ts'

type Props = {
  readonly preview: ValuePreview
  readonly answers: Answers
  readonly today: string
  readonly onChange: (next: Partial<Answers>) => void
}

/** What no file says: the channel where it may be of several, the days, and how its dates are written. */
export function FileQuestions({ preview, answers, today, onChange }: Props) {
  const { t } = useTranslation()
  const isOfPlatform = preview.layout?.id.startsWith('meta-ads') === false && preview.channel !== null
  return (
    <Stack gap="md">
      <Select
        label={t('platformImport.channel')}
        description={isOfPlatform ? undefined : t('platformImport.channelHint')}
        maw={360}
        searchable
        data={channelIds.map((id) => ({ value: id, label: channelName(id) }))}
        value={answers.channel}
        onChange={(id) => onChange({ channel: channelIds.find((one) => one === id) ?? null })}
      />
      {asksPeriod(preview, answers) && <PeriodQuestion answers={answers} today={today} onChange={onChange} />}
      {preview.asks.dateOrder && (
        <div>
          <Text size="sm" fw={500} id="date-order">
            {t('platformImport.dateOrder')}
          </Text>
          <SegmentedControl
            aria-labelledby="date-order"
            data={[
              { value: 'none', label: t('platformImport.dateOrders.none') },
              { value: 'day-first', label: t('platformImport.dateOrders.dayFirst') },
              { value: 'month-first', label: t('platformImport.dateOrders.monthFirst') },
            ]}
            value={answers.dateOrder ?? 'none'}
            onChange={(order) =>
              onChange({ dateOrder: order === 'day-first' || order === 'month-first' ? order : null })
            }
          />
        </div>
      )}
    </Stack>
  )
}

function PeriodQuestion({ answers, today, onChange }: Omit<Props, 'preview'>) {
  const { t } = useTranslation()
  const day = (field: 'at' | 'from' | 'to') => (
    <TextInput
      key={field}
      type="date"
      label={t(`platformImport.${field}`)}
      max={today}
      value={answers[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500} id="counted">
        {t('platformImport.counted')}
      </Text>
      <SegmentedControl
        aria-labelledby="counted"
        orientation="vertical"
        style={{ alignSelf: 'flex-start' }}
        data={[
          { value: 'so-far', label: t('platformImport.soFar') },
          { value: 'days', label: t('platformImport.days') },
        ]}
        value={answers.counted}
        onChange={(counted) => onChange({ counted: counted === 'days' ? 'days' : 'so-far' })}
      />
      <Group gap="sm">{answers.counted === 'so-far' ? day('at') : [day('from'), day('to')]}</Group>
    </Stack>
  )
}
