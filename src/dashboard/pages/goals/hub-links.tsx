import { Box, Card, SimpleGrid, Text } from '@mantine/core'
import {
  IconSpeakerphone,
  IconCalendarWeek,
  IconCoins,
  IconFileImport,
  IconHeart,
  IconListSearch,
  IconRoute,
  IconScale,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './goals.module.css'

const places = [
  { id: 'plan', to: '/plan', icon: IconRoute },
  { id: 'numbers', to: '/numbers', icon: IconCalendarWeek },
  { id: 'import', to: '/numbers/import', icon: IconFileImport },
  { id: 'costs', to: '/costs', icon: IconCoins },
  { id: 'benchmarks', to: '/benchmarks', icon: IconScale },
  { id: 'metrics', to: '/metrics', icon: IconListSearch },
  { id: 'campaigns', to: '/campaigns', icon: IconSpeakerphone },
  { id: 'purpose', to: '/purpose', icon: IconHeart },
] as const

/** What belongs to goals and has a page of its own. */
export function HubLinks() {
  const { t } = useTranslation()
  return (
    <Box component="nav" aria-label={t('goals.hub.label')}>
      <SimpleGrid component="ul" cols={{ base: 2, md: 4 }} spacing="sm" className={classes['hub']}>
        {places.map(({ id, to, icon: Icon }) => (
          <li key={id}>
            <Card component={Link} to={to} padding="sm" className={classes['place']}>
              <Icon size={20} stroke={1.7} aria-hidden="true" />
              <Box miw={0}>
                <Text size="sm" fw={600}>
                  {t(`goals.hub.${id}`)}
                </Text>
                <Text size="xs" c="dimmed">
                  {t(`goals.hub.${id}Says`)}
                </Text>
              </Box>
            </Card>
          </li>
        ))}
      </SimpleGrid>
    </Box>
  )
}
