import { Stack, Textarea, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fieldError } from '../../problem.ts'
import type { PurposeParts } from './parts.ts'
import { PurposeNotice } from './purpose-notice.tsx'

const questions = ['customers', 'theyWant', 'weWant'] as const

/** Who they are, what they want of us, what we want of them: each with an example of a small shop. */
export function Questions({ value, onChange, error, warnings }: PurposeParts) {
  const { t } = useTranslation()
  return (
    <Stack gap="lg">
      <Title order={2}>{t('purpose.people')}</Title>
      {questions.map((field) => (
        <div key={field}>
          <Textarea
            label={t(`purpose.${field}.label`)}
            description={t(`purpose.${field}.hint`)}
            placeholder={t(`purpose.${field}.example`)}
            size="md"
            autosize
            minRows={2}
            maxRows={8}
            maxLength={2000}
            value={value[field]}
            onChange={(event) => onChange({ [field]: event.currentTarget.value })}
            error={fieldError(error, field)}
          />
          {field !== 'theyWant' && <PurposeNotice warnings={warnings} field={field} />}
        </div>
      ))}
    </Stack>
  )
}
