import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../problem.ts'

/** What went wrong, in the words of the server where it has some. */
export function problemText(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiProblem)) return t('problem.unknown')
  if (error.status === 0) return t('problem.unreachable')
  if (error.status === 412) return t('problem.noCookie')
  if (error.status === 429) return sayWait(error.retryAfterSeconds ?? 60, t)
  return error.message || t('problem.status', { status: error.status })
}

export function ProblemNotice({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation()
  return (
    <Alert color="red" icon={<IconAlertTriangle size={20} />} role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm" className="break">
          {problemText(error, t)}
        </Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('problem.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

function sayWait(seconds: number, t: TFunction): string {
  if (seconds < 120) return t('problem.tooMany', { count: seconds })
  return t('problem.tooManyMinutes', { count: Math.ceil(seconds / 60) })
}
