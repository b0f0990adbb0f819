import { Box, Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { Purpose } from '../../queries/purpose.ts'

/** What the newest posts conveyed, beside what was meant. */
export function ContentMix({ mix: { days, posts, untold, kinds, finding } }: { readonly mix: Purpose['mix'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card component="section" aria-label={t('purpose.mix.title')} padding="xl">
      <Title order={2}>{t('purpose.mix.title')}</Title>
      <Text size="sm" c="dimmed" mt={4}>
        {t('purpose.mix.lead', { count: posts, days })}
      </Text>
      {finding && (
        <Text mt="md" fw={500}>
          {finding}
        </Text>
      )}
      <Stack gap="sm" mt="md" maw={520}>
        {kinds.map(({ content, posts: count, share }) => (
          <div key={content}>
            <Group justify="space-between" gap="xs">
              <Text size="sm">{t(`posts.kinds.${content}`)}</Text>
              <Text size="sm" c="dimmed" className="numbers">
                {t('purpose.mix.posts', { count })} · {format.percent(share, 0)}
              </Text>
            </Group>
            <Progress value={share * 100} aria-label={t(`posts.kinds.${content}`)} />
          </div>
        ))}
      </Stack>
      {untold > 0 && (
        <Box mt="md">
          <Text size="sm" c="dimmed">
            {t('purpose.mix.untold', { count: untold })}
          </Text>
        </Box>
      )}
    </Card>
  )
}
