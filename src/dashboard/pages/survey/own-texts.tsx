import { Box, Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { places } from '../../../survey/place.ts'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { correctText, type OwnText, textsQuery } from '../../queries/survey.ts'
import { placeName } from './place-name.ts'

/** What people wrote in their own words, and what each is taken for: changed here, it counts so from now on and back. */
export function OwnTexts() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const { data, error } = useQuery(textsQuery(shopId))
  const correcting = useMutation({
    mutationFn: ({ word, place }: Pick<OwnText, 'word' | 'place'>) => correctText(shopId, word, place),
    onSuccess: (texts) => {
      queries.setQueryData(textsQuery(shopId).queryKey, texts)
      void queries.invalidateQueries({ queryKey: ['heard'] })
      notify(t('survey.own.corrected'), t)
    },
  })
  if (error) return <ProblemNotice error={error} />
  if (!data || data.items.length === 0) return null
  return (
    <Card component="section" padding="lg">
      <Title order={2}>{t('survey.own.title')}</Title>
      <Text size="sm" c="dimmed" mt={4} mb="md" maw={620}>
        {t('survey.own.lead')}
      </Text>
      {correcting.error && <ProblemNotice error={correcting.error} />}
      <Stack
        gap="sm"
        role="list"
        mah={420}
        style={{ overflowY: 'auto' }}
        tabIndex={0}
        aria-label={t('survey.own.title')}
      >
        {data.items.map((item) => (
          <Item key={item.word} item={item} onCorrect={(place) => correcting.mutate({ word: item.word, place })} />
        ))}
      </Stack>
    </Card>
  )
}

type ItemProps = { readonly item: OwnText; readonly onCorrect: (place: OwnText['place']) => void }

function Item({ item: { text, answers, place, isOwn }, onCorrect }: ItemProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Group role="listitem" justify="space-between" gap="sm">
      <Box style={{ flex: '1 1 12rem', minWidth: 0 }}>
        <Text fw={500} className="break" dir="auto">
          {text}
        </Text>
        <Text size="sm" c="dimmed">
          {t('survey.own.times', { count: answers, times: format.count(answers) })}
          {isOwn && ` · ${t('survey.own.isOwn')}`}
        </Text>
      </Box>
      <Select
        w={200}
        aria-label={t('survey.own.meant', { text })}
        searchable
        allowDeselect={false}
        data={places.map((one) => ({ value: one, label: placeName(one, t) }))}
        value={place}
        onChange={(value) => {
          const meant = places.find((one) => one === value)
          if (meant && meant !== place) onCorrect(meant)
        }}
      />
    </Group>
  )
}
