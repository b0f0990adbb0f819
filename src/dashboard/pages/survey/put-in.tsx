import { Alert, Card, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../parts/shop.tsx'
import type { Survey } from '../../queries/survey.ts'
import { Step } from '../install/step.tsx'
import { frameTag, pageLink, questionTag, shopifyEmailLink, wooCommerceHook } from './survey-snippets.ts'

const ways = ['own', 'woocommerce', 'shopify', 'page'] as const
type Way = (typeof ways)[number]

/** Where the question goes, by what the shop runs on. */
export function PutIn({ survey }: { readonly survey: Survey }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>('own')
  const isWide = useMediaQuery('(min-width: 36em)', true)
  return (
    <Card component="section">
      <Title order={2}>{t('survey.putIn.title')}</Title>
      <Text size="sm" c="dimmed" mt={4} mb="md" maw={620}>
        {t('survey.putIn.lead')}
      </Text>
      {survey.unfilled > 0 && (
        <Alert color="yellow" role="status" title={t('survey.putIn.unfilledTitle')} mb="md">
          {t('survey.putIn.unfilled', { count: survey.unfilled, example: '{{ id }}' })}
        </Alert>
      )}
      <SegmentedControl
        aria-label={t('survey.putIn.title')}
        value={way}
        onChange={(value) => setWay(ways.find((one) => one === value) ?? 'own')}
        data={ways.map((value) => ({ value, label: t(`survey.putIn.${value}.name`) }))}
        orientation={isWide ? 'horizontal' : 'vertical'}
        fullWidth={!isWide}
      />
      <Stack gap="lg" mt="lg">
        <Steps way={way} survey={survey} />
      </Stack>
    </Card>
  )
}

function Steps({ way, survey }: { readonly way: Way; readonly survey: Survey }) {
  const { t } = useTranslation()
  const { publicUrl } = useSession()
  const shop = { publicUrl, shopId: survey.shopId, url: survey.url }
  const said = (part: 'title' | 'text') => t(`survey.putIn.${way}.${part}`, { host: publicUrl })
  switch (way) {
    case 'own':
      return <Step title={said('title')} text={said('text')} code={questionTag(shop)} />
    case 'woocommerce':
      return <Step title={said('title')} text={said('text')} code={wooCommerceHook(shop)} />
    case 'shopify':
      return <Step title={said('title')} text={said('text')} code={shopifyEmailLink(shop, survey.question)} />
    default:
      return (
        <>
          <Step title={said('title')} text={said('text')} code={pageLink(shop)} />
          <Step
            title={t('survey.putIn.frame.title')}
            text={t('survey.putIn.frame.text')}
            code={frameTag(shop, survey.question)}
          />
        </>
      )
  }
}
