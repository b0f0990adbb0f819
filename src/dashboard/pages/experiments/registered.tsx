import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import type { Experiment } from '../../queries/experiments.ts'
import classes from './experiments.module.css'

/** What was registered before it began, word for word, and its hash. */
export function Registered({ experiment }: { readonly experiment: Experiment }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const { lockedText, lockedHash, startedAt } = experiment
  if (lockedText === null || startedAt === null) return null
  return (
    <Card component="section">
      <Stack gap="sm">
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <IconLock size={20} aria-hidden="true" style={{ flex: 'none', marginTop: 3 }} />
          <Title order={2}>{t('experiments.registered', { time: format.time(startedAt) })}</Title>
        </Group>
        <Text size="sm" c="dimmed">
          {t('experiments.registeredHint')}
        </Text>
        <pre className={classes['locked']}>{lockedText}</pre>
        <div>
          <span className="label">SHA-256</span>
          <div className={classes['hash']}>{lockedHash}</div>
        </div>
      </Stack>
    </Card>
  )
}
