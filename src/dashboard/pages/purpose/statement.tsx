import { Blockquote, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type PurposeAnswers, suggestStatement } from '../../../goals/purpose-words.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { fieldError } from '../../problem.ts'
import type { PurposeParts } from './parts.ts'
import { PurposeNotice } from './purpose-notice.tsx'

type Props = PurposeParts & { readonly answers: PurposeAnswers }

/** The answers in a few sentences: a draft is made of them, and anything may be written instead. */
export function Statement({ value, onChange, error, warnings, answers }: Props) {
  const { t } = useTranslation()
  const suggestion = suggestStatement(answers)
  const isDraft = value.statement.trim() === suggestion
  return (
    <Stack gap="md">
      <Title order={2}>{t('purpose.statement.title')}</Title>
      {suggestion !== '' && !isDraft && (
        <div>
          <Text size="sm" c="dimmed">
            {t('purpose.statement.draft')}
          </Text>
          <Blockquote mt={6} p="md" color="trail" className="break" data-testid="suggestion">
            {suggestion}
          </Blockquote>
          <Button variant="light" mt="sm" onClick={() => onChange({ statement: suggestion })}>
            {t('purpose.statement.take')}
          </Button>
        </div>
      )}
      <Textarea
        label={t('purpose.statement.label')}
        description={t('purpose.statement.hint')}
        size="md"
        autosize
        minRows={3}
        maxRows={12}
        maxLength={2000}
        value={value.statement}
        onChange={(event) => onChange({ statement: event.currentTarget.value })}
        error={fieldError(error, 'statement')}
      />
      <PurposeNotice warnings={warnings} field="statement" />
      {value.statement.trim() !== '' && (
        <Group>
          <CopyButton text={value.statement} what={t('purpose.statement.what')} />
        </Group>
      )}
    </Stack>
  )
}
