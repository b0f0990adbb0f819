import { Badge, Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../queries/survey.ts'

export type RungName = 'attributed' | 'newCustomers' | 'time' | 'second' | 'experiment'

export type Ladder = Pick<Evidence, 'standing' | 'highest'>

type Props = {
  readonly name: RungName
  readonly number: number
  readonly ladder: Ladder
  readonly children: ReactNode
  /** Where the next step is taken. */
  readonly next?: ReactNode
}

/** One rung: what it shows, what it can't, and how to climb on, where the next one doesn't stand yet. */
export function Rung({ name, number, ladder: { standing, highest }, children, next }: Props) {
  const { t } = useTranslation()
  return (
    <Card component="li" padding="lg">
      <Group gap="md" wrap="nowrap" align="flex-start">
        <ThemeIcon radius="xl" size={36} variant={standing.includes(number) ? 'filled' : 'default'} aria-hidden="true">
          {number}
        </ThemeIcon>
        <Stack gap="sm" style={{ flex: 1, minWidth: 0 }}>
          <Group gap="sm">
            <Title order={2} size="h3">
              {t(`evidence.${name}.title`)}
            </Title>
            {highest === number && <Badge variant="light">{t('evidence.highest')}</Badge>}
          </Group>
          {children}
          <Said label={t('evidence.shows')}>{t(`evidence.${name}.shows`)}</Said>
          <Said label={t('evidence.cannot')}>{t(`evidence.${name}.cannot`)}</Said>
          {!standing.includes(number + 1) && (
            <Said label={t('evidence.next')}>
              {t(`evidence.${name}.next`)} {next}
            </Said>
          )}
        </Stack>
      </Group>
    </Card>
  )
}

function Said({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed" maw={680}>
      <Text component="span" size="sm" fw={600} c="var(--mantine-color-text)">
        {label}
      </Text>{' '}
      {children}
    </Text>
  )
}

/** What was counted, as the main line of a rung. */
export function Counted({ children }: { readonly children: ReactNode }) {
  return (
    <Text fw={600} className="numbers" maw={680}>
      {children}
    </Text>
  )
}
