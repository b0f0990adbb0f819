import { Badge, Box, Card, Group, Stack, Text, Title } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { LevelBadge } from '../../parts/level-badge.tsx'
import type { Summary } from '../../queries/reports.ts'
import classes from './levels.module.css'

type Props = { readonly levels: Summary['levels']; readonly currency: string }

/** From being seen to being paid, nearest the sale first: that is where goals belong. */
export function Levels({ levels, currency }: Props) {
  const { t } = useTranslation()
  return (
    <Card padding={0} component="section">
      <Box p="lg" pb="sm">
        <Title order={2}>{t('levels.title')}</Title>
        <Text size="sm" c="dimmed" mt={4} maw={620}>
          {t('levels.lead')}
        </Text>
      </Box>
      {levels.toReversed().map((level) => (
        <LevelRow key={level.level} level={level} currency={currency} />
      ))}
    </Card>
  )
}

function LevelRow({ level, currency }: { readonly level: Props['levels'][number]; readonly currency: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const show = (metric: string, value: number | string) =>
    metric === 'revenue' ? format.money(value, currency) : format.count(Number(value))
  return (
    <div className={classes.row}>
      <Stack gap={4}>
        <LevelBadge level={level.level} />
        <Text size="sm" c="dimmed">
          {t(`levels.${level.level}.means`)}
        </Text>
      </Stack>
      {level.figures.length > 0 ? (
        <Group gap="xl" className="numbers">
          {level.figures.map(({ metric, name, value }) => (
            <div key={metric}>
              <Text fw={650} fz="lg" lh={1.3}>
                {show(metric, value)}
              </Text>
              <span className="label">{sayFigure(metric, t) ?? name}</span>
            </div>
          ))}
        </Group>
      ) : (
        <div>
          <Badge variant="default" size="sm" mb={4}>
            {t('levels.notYet')}
          </Badge>
          <Text size="sm" c="dimmed">
            {t(`levels.${level.level}.empty`)}
          </Text>
        </div>
      )}
    </div>
  )
}

function sayFigure(metric: string, t: TFunction): string | undefined {
  const known = figures.find((one) => one === metric)
  return known && t(`levels.figure.${known}`)
}

const figures = ['link_clicks', 'unique_clicks', 'leads', 'orders', 'revenue'] as const
