import { Anchor, Box, Card, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

type Further = '/report' | '/report/coverage' | '/clicks' | '/goals' | '/orders'

type Props = {
  /** The question, and its answer in words; nothing while it isn't known. */
  readonly title: string
  readonly headline: string | undefined
  readonly error: Error | null
  readonly onRetry: () => void
  /** Shown while the answer is read. */
  readonly progress?: ReactNode
  readonly doesNotSay: readonly string[]
  readonly further: { readonly to: Further; readonly label: string }
  readonly children: ReactNode
}

/** One question: what the answer is, in words first; how it was come by; what it doesn't say; and where to read on. */
export function InsightCard({ title, headline, error, onRetry, progress, doesNotSay, further, children }: Props) {
  const { t } = useTranslation()
  return (
    <Card component="section" aria-label={title}>
      <Title order={2} fz="sm" c="dimmed" fw={500}>
        {title}
      </Title>
      {error && (
        <Box mt="sm">
          <ProblemNotice error={error} onRetry={onRetry} />
        </Box>
      )}
      {progress}
      {headline === undefined ? (
        !error && <Skeleton height={180} radius="md" mt="sm" />
      ) : (
        <Stack gap="md" mt={4}>
          <Text fz="lg" fw={600} lh={1.4} maw={720} className="break">
            {headline}
          </Text>
          {children}
          <div>
            <Text size="xs" fw={600} c="dimmed">
              {t('insights.doesNotSay')}
            </Text>
            {doesNotSay.map((one) => (
              <Text key={one} size="sm" c="dimmed" maw={720}>
                {one}
              </Text>
            ))}
          </div>
          <Anchor component={Link} to={further.to} search={true} size="sm" fw={500}>
            {further.label}
          </Anchor>
        </Stack>
      )}
    </Card>
  )
}
