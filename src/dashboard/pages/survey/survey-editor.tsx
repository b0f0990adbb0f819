import { Button, Card, Group, SimpleGrid, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { LanguageField } from '../bio/language-field.tsx'
import { SurveyOptions } from './survey-options.tsx'
import type { SurveyForm } from './use-survey-form.ts'

const lastTexts = ['otherLabel', 'otherHint', 'unknownLabel'] as const
const aroundTexts = ['send', 'thanks', 'failed', 'note'] as const
const longest: Readonly<Record<(typeof lastTexts)[number] | (typeof aroundTexts)[number], number>> = {
  ...{ otherLabel: 60, otherHint: 60, unknownLabel: 60 },
  ...{ send: 30, thanks: 200, failed: 200, note: 200 },
}

export function SurveyEditor({ form }: { readonly form: SurveyForm }) {
  const { t } = useTranslation()
  const { draft, saving, change, isSaved } = form
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const saidAtOptions = draft.options.flatMap((_, index) => [`options.${index}.label`, `options.${index}.place`])
  const fields = ['question', 'language', ...lastTexts, ...aroundTexts, ...saidAtOptions]
  return (
    <Card component="section" aria-label={t('survey.form')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="xl">
          {saving.error && !isSaidAtField(saving.error, fields) && <ProblemNotice error={saving.error} />}
          <Switch
            size="md"
            label={t('survey.isOn')}
            description={t('survey.isOnHint')}
            checked={draft.isOn}
            onChange={(event) => change({ isOn: event.currentTarget.checked })}
          />
          <TextInput
            label={t('survey.question')}
            maxLength={120}
            value={draft.question}
            onChange={(event) => change({ question: event.currentTarget.value })}
            error={fieldError(saving.error, 'question')}
          />
          <Stack gap="md" component="section">
            <div>
              <Title order={2} size="h3">
                {t('survey.options.title')}
              </Title>
              <Text size="sm" c="dimmed" mt={4}>
                {t('survey.options.lead')}
              </Text>
            </div>
            <SurveyOptions form={form} />
            <Texts names={lastTexts} form={form} />
          </Stack>
          <Stack gap="md" component="section">
            <Title order={2} size="h3">
              {t('survey.around')}
            </Title>
            <Texts names={aroundTexts} form={form} />
            <LanguageField
              value={draft.language}
              onChange={(language) => change({ language })}
              error={fieldError(saving.error, 'language')}
            />
          </Stack>
          <Group justify="flex-end" gap="md">
            <Text size="sm" c="dimmed" aria-live="polite">
              {isSaved ? '' : t('survey.unsaved')}
            </Text>
            <Button type="submit" size="md" loading={saving.isPending}>
              {t('survey.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

type TextsProps = { readonly names: typeof lastTexts | typeof aroundTexts; readonly form: SurveyForm }

function Texts({ names, form: { draft, change, saving } }: TextsProps) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" style={{ alignItems: 'end' }}>
      {names.map((name) => (
        <TextInput
          key={name}
          label={t(`survey.texts.${name}`)}
          maxLength={longest[name]}
          value={draft[name]}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
          error={fieldError(saving.error, name)}
          // A sentence is longer than half the form.
          {...(longest[name] > 100 ? { style: { gridColumn: '1 / -1' } } : {})}
        />
      ))}
    </SimpleGrid>
  )
}
