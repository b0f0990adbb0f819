import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NamingRules } from '../../../../links/naming.ts'
import { notify } from '../../../parts/notify.ts'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { isSaidAtField } from '../../../problem.ts'
import { namingQuery, saveRules } from '../../../queries/naming.ts'
import { AllowedValues } from './allowed-values.tsx'
import { ChannelTemplates } from './channel-templates.tsx'
import { NamingExample } from './naming-example.tsx'
import { WritingFields } from './writing-fields.tsx'

type Props = { readonly shopId: string; readonly saved: NamingRules }

export function NamingForm({ shopId, saved }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [rules, setRules] = useState(saved)
  const saving = useMutation({
    mutationFn: () => saveRules(shopId, rules),
    onSuccess: async (stored) => {
      setRules(stored)
      queries.setQueryData(namingQuery(shopId).queryKey, stored)
      notify(t('settings.saved'), t)
      await queries.invalidateQueries({ queryKey: ['names', shopId] })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const part = {
    rules,
    onChange: (change: Partial<NamingRules>) => setRules({ ...rules, ...change }),
    error: saving.error,
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xl">
        {saving.error && !isSaidAtField(saving.error, fields) && <ProblemNotice error={saving.error} />}
        <NamingExample rules={rules} />
        <Section title={t('naming.writing.title')} lead={t('naming.writing.lead')}>
          <WritingFields {...part} />
        </Section>
        <Section title={t('naming.lists.title')} lead={t('naming.lists.lead')}>
          <AllowedValues {...part} shopId={shopId} />
        </Section>
        <Section title={t('naming.templates.title')} lead={t('naming.templates.lead')}>
          <ChannelTemplates {...part} />
        </Section>
        <Group justify="flex-end">
          <Button type="submit" size="md" loading={saving.isPending}>
            {t('settings.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const fields = ['maxLength', 'required', 'allowed', 'templates']

type SectionProps = { readonly title: string; readonly lead: string; readonly children: ReactNode }

function Section({ title, lead, children }: SectionProps) {
  return (
    <Card component="section" padding="xl">
      <Stack gap="lg">
        <div>
          <Title order={2}>{title}</Title>
          <Text size="sm" c="dimmed" mt={4} maw={640}>
            {lead}
          </Text>
        </div>
        {children}
      </Stack>
    </Card>
  )
}
