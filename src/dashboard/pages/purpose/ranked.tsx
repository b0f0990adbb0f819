import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { prioritisedKinds } from '../../../goals/purpose-words.ts'
import { fieldError } from '../../problem.ts'
import { postKinds } from '../../queries/posts.ts'
import type { PurposeParts } from './parts.ts'
import { PurposeNotice } from './purpose-notice.tsx'
import { RankField } from './rank-field.tsx'

/** What is conveyed, and to whom first. */
export function Ranked({ value, onChange, error, warnings }: PurposeParts) {
  const { t } = useTranslation()
  return (
    <Stack gap="xl">
      <Title order={2}>{t('purpose.posts')}</Title>
      <div>
        <RankField
          label={t('purpose.convey.label')}
          hint={t('purpose.convey.hint')}
          choices={postKinds.map((kind) => ({
            value: kind,
            label: t(`posts.kinds.${kind}`),
            example: t(`purpose.convey.${kind}`),
          }))}
          value={value.convey}
          onChange={(convey) => onChange({ convey })}
        />
        <FieldError text={fieldError(error, 'convey')} />
        <PurposeNotice warnings={warnings} field="convey" />
      </div>
      <div>
        <RankField
          label={t('purpose.priority.label')}
          hint={t('purpose.priority.hint')}
          choices={prioritisedKinds.map((kind) => ({
            value: kind,
            label: t(`purpose.priority.${kind}.name`),
            example: t(`purpose.priority.${kind}.example`),
          }))}
          value={value.priority}
          onChange={(priority) => onChange({ priority })}
        />
        <FieldError text={fieldError(error, 'priority')} />
      </div>
    </Stack>
  )
}

function FieldError({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : (
    <Text size="sm" c="var(--mantine-color-error)" role="alert">
      {text}
    </Text>
  )
}
