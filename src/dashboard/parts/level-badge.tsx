import { Box, Group, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Level } from '../../platforms/catalog.ts'

/** The level as five steps, as many filled as it has: 4 and 5 in the accent, since a main goal belongs there. */
export function LevelBadge({ level }: { readonly level: Level }) {
  const { t } = useTranslation()
  const filled = level >= 4 ? 'var(--mantine-color-trail-7)' : 'var(--mantine-color-gray-6)'
  return (
    <Tooltip label={t(`levels.${level}.means`)} multiline maw={280}>
      <Group gap={8} wrap="nowrap" component="span" w="fit-content">
        <Group gap={3} wrap="nowrap" align="flex-end" component="span" aria-hidden="true">
          {steps.map((step) => (
            <Box
              key={step}
              component="span"
              w={5}
              h={4 + step * 2}
              bg={step <= level ? filled : 'var(--line)'}
              style={{ borderRadius: 2, display: 'block' }}
            />
          ))}
        </Group>
        <Text component="span" size="sm" fw={500} c={level >= 4 ? 'var(--accent-text)' : 'dimmed'}>
          {t('levels.badge', { level, name: t(`levels.${level}.name`) })}
        </Text>
      </Group>
    </Tooltip>
  )
}

const steps = [1, 2, 3, 4, 5] as const
