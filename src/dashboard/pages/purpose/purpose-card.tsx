import { Button, Card, Group, Text, Title } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../parts/shop.tsx'
import { purposeQuery } from '../../queries/purpose.ts'

/** The purpose statement above the goals, or an invitation to write one that can be put off. */
export function PurposeCard() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data } = useQuery(purposeQuery(shopId))
  const [isLater, setLater] = useLocalStorage({
    key: `tilltrail-purpose-later-${shopId}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  if (!data) return null
  const { statement } = data
  if (statement === '' && isLater) return <OpenPurpose label={t('purpose.card.write')} />
  return (
    <Card component="section" aria-label={t('purpose.title')}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Title order={2} fz="md">
          {statement === '' ? t('purpose.card.title') : t('purpose.card.ours')}
        </Title>
        {statement !== '' && <OpenPurpose label={t('purpose.card.edit')} />}
      </Group>
      <Text mt={4} maw={720} className="break" style={{ whiteSpace: 'pre-line' }}>
        {statement === '' ? t('purpose.card.invite') : statement}
      </Text>
      {statement === '' && (
        <Group mt="md" gap="xs">
          <Button renderRoot={(props) => <Link to="/purpose" {...props} />}>{t('purpose.card.begin')}</Button>
          <Button variant="subtle" onClick={() => setLater(true)}>
            {t('purpose.card.later')}
          </Button>
        </Group>
      )}
    </Card>
  )
}

function OpenPurpose({ label }: { readonly label: string }) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      style={{ alignSelf: 'flex-start' }}
      renderRoot={(props) => <Link to="/purpose" {...props} />}
    >
      {label}
    </Button>
  )
}
