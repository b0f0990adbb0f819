import { Button, Card, Group, Stack, Switch, Text, Title } from '@mantine/core'
import type { ReactNode, SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { isSaidAtField } from '../../problem.ts'
import { BioButtons } from './bio-buttons.tsx'
import { BioLook } from './bio-look.tsx'
import { BioPosts } from './bio-posts.tsx'
import { BioWords } from './bio-words.tsx'
import type { BioForm } from './use-bio-form.ts'

const saidAtFields = ['title', 'intro', 'slug', 'postCount', 'channels', 'accent', 'pictureUrl', 'language']

export function BioEditor({ form }: { readonly form: BioForm }) {
  const { t } = useTranslation()
  const { saving, fields, change, isSaved } = form
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const saidAtButtons = fields.buttons.flatMap((_, index) => [`buttons.${index}.label`, `buttons.${index}.to`])
  return (
    <Card component="section" padding="xl" aria-label={t('bio.form')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="xl">
          {saving.error && !isSaidAtField(saving.error, [...saidAtFields, ...saidAtButtons]) && (
            <ProblemNotice error={saving.error} />
          )}
          <Switch
            size="md"
            label={t('bio.isOn')}
            description={t('bio.isOnHint')}
            checked={fields.isOn}
            onChange={(event) => change({ isOn: event.currentTarget.checked })}
          />
          <Part title={t('bio.words')}>
            <BioWords form={form} />
          </Part>
          <Part title={t('bio.buttons.title')}>
            <BioButtons form={form} />
          </Part>
          <Part title={t('bio.posts.title')}>
            <BioPosts form={form} />
          </Part>
          <Part title={t('bio.look')}>
            <BioLook form={form} />
          </Part>
          <Group justify="flex-end" gap="md">
            <Text size="sm" c="dimmed" aria-live="polite">
              {isSaved ? '' : t('bio.unsaved')}
            </Text>
            <Button type="submit" size="md" loading={saving.isPending}>
              {t('bio.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap="md" component="section">
      <Title order={2} size="h3">
        {title}
      </Title>
      {children}
    </Stack>
  )
}
