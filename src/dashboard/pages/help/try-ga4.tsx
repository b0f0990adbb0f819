import { Card, SimpleGrid, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ga4ChannelQuery, type Tagged } from '../../queries/ga4.ts'

/** Three words in, the channel and its rule out. */
export function TryGa4() {
  const { t } = useTranslation()
  const given = useSearch({ from: '/signed-in/help/ga4' })
  const [tagged, setTagged] = useState<Tagged>(given)
  const [settled] = useDebouncedValue(tagged, 200)
  const field = (name: keyof Tagged) => (
    <TextInput
      label={t(`ga4.try.${name}`)}
      placeholder={t(`ga4.try.${name}Example`)}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={256}
      value={tagged[name]}
      onChange={(event) => setTagged({ ...tagged, [name]: event.currentTarget.value })}
    />
  )
  return (
    <Card padding="lg" component="section">
      <Title order={2} size="h3" mb="md">
        {t('ga4.try.title')}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        {field('source')}
        {field('medium')}
        {field('campaign')}
      </SimpleGrid>
      <div role="status">
        <Answer tagged={settled} />
      </div>
    </Card>
  )
}

function Answer({ tagged }: { readonly tagged: Tagged }) {
  const { t } = useTranslation()
  const { data, error } = useQuery(ga4ChannelQuery(tagged))
  const isEmpty = tagged.source + tagged.medium + tagged.campaign === ''
  if (error) return <ProblemNotice error={error} />
  if (isEmpty || !data)
    return (
      <Text size="sm" c="dimmed" mt="md">
        {t('ga4.try.empty')}
      </Text>
    )
  const list = data.sourceCategory === null ? '' : t('ga4.try.list', { category: data.sourceCategory })
  return (
    <div>
      <Text mt="md" fw={600} size="lg">
        {data.channel}
      </Text>
      <Text size="sm" c="dimmed">
        {data.rule === null ? t('ga4.try.none') : t('ga4.try.rule', { rule: data.rule, why: data.why })} {list}
      </Text>
    </div>
  )
}
