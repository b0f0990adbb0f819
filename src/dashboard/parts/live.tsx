import { Box, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Says that the page moves by itself. */
export function Live() {
  const { t } = useTranslation()
  return (
    <Group gap={8} component="span" wrap="nowrap">
      <Box
        component="span"
        w={8}
        h={8}
        bg="trail.5"
        style={{ borderRadius: '50%', display: 'block' }}
        aria-hidden="true"
      />
      <Text component="span" size="sm" c="dimmed">
        {t('live')}
      </Text>
    </Group>
  )
}
