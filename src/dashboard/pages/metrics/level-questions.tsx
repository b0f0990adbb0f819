import { Box, Group, Radio, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type LevelAnswers, levelOf, responses } from '../../../platforms/level-questions.ts'
import { LevelBadge } from '../../parts/level-badge.tsx'

type Props = { readonly answers: LevelAnswers; readonly onChange: (answers: LevelAnswers) => void }

/** Three questions, from the sale downwards: the first yes is the level. */
export function LevelQuestions({ answers, onChange }: Props) {
  const { t } = useTranslation()
  const level = levelOf(answers)
  return (
    <Stack gap="md">
      <YesOrNo name="buys" value={answers.buys} onChange={(buys) => onChange({ ...answers, buys })} />
      {!answers.buys && (
        <YesOrNo name="acts" value={answers.acts} onChange={(acts) => onChange({ ...answers, acts })} />
      )}
      {!answers.buys && !answers.acts && (
        <Radio.Group
          label={t('metrics.questions.responds.label')}
          value={answers.responds}
          onChange={(value) =>
            onChange({ ...answers, responds: responses.find((one) => one === value) ?? 'could-have-seen' })
          }
        >
          <Stack gap="xs" mt="xs">
            {responses.map((one) => (
              <Radio key={one} value={one} label={t(`metrics.questions.responds.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Box bg={level >= 4 ? 'var(--accent-wash)' : 'var(--wash)'} p="md" style={{ borderRadius: 12 }} role="status">
        <LevelBadge level={level} />
        <Text size="sm" mt={6}>
          {t(`levels.${level}.means`)} {t(`metrics.silence.${level}`)}
        </Text>
      </Box>
    </Stack>
  )
}

type YesOrNoProps = {
  readonly name: 'buys' | 'acts'
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

function YesOrNo({ name, value, onChange }: YesOrNoProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      label={t(`metrics.questions.${name}.label`)}
      description={t(`metrics.questions.${name}.hint`)}
      value={value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === 'yes')}
    >
      <Group mt="xs">
        <Radio value="yes" label={t('metrics.questions.yes')} />
        <Radio value="no" label={t('metrics.questions.no')} />
      </Group>
    </Radio.Group>
  )
}
