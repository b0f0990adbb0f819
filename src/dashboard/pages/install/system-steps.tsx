import type { ComponentType } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { ConsentStep } from './consent-step.tsx'
import { NoWebShop } from './no-web-shop.tsx'
import { ScriptStep } from './script-step.tsx'
import { shopifyCart, shopifyPixel } from './shopify-snippets.ts'
import { apiCall, pixelTag, purchaseCall, type SnippetParts, stripeSession, tagManagerTag } from './snippets.ts'
import { Section, SettingsLink } from './section.tsx'
import { SourceStep } from './source-step.tsx'
import { Step } from './step.tsx'
import type { System } from './systems.ts'
import { WooCommerceStep } from './woocommerce-button.tsx'

type Props = { readonly parts: SnippetParts }

/** What to do for one shop system, in order: copy exactly this, here. */
export function SystemSteps({ system, parts }: Props & { readonly system: System }) {
  const Steps = stepsOf[system]
  return <Steps parts={parts} />
}

function ShopifySteps({ parts }: Props) {
  const { t } = useTranslation()
  const cart = parts.tracking === 'count' ? {} : { before: shopifyCart(parts) }
  return (
    <Section title={t('install.steps')}>
      <SourceStep number={1} source="shopify" title={t('install.shopify.hook')} text={t('install.shopify.hookText')} />
      <ScriptStep
        number={2}
        parts={parts}
        title={t('install.shopify.theme')}
        text={t('install.shopify.themeText')}
        {...cart}
      />
      <Step
        number={3}
        title={t('install.shopify.pixel')}
        text={t('install.shopify.pixelText')}
        code={shopifyPixel(parts)}
      />
      <ConsentStep number={4} parts={parts} system="shopify" />
    </Section>
  )
}

function WooCommerceSteps({ parts }: Props) {
  const { t } = useTranslation()
  return (
    <Section title={t('install.steps')}>
      <WooCommerceStep />
      <Step number={2} title={t('install.woo.click')} text={t('install.woo.clickText')} />
      <ScriptStep number={3} parts={parts} text={t('install.woo.scriptText')} />
      <ConsentStep number={4} parts={parts} system="woocommerce" />
    </Section>
  )
}

function StripeSteps({ parts }: Props) {
  const { t } = useTranslation()
  return (
    <Section title={t('install.steps')}>
      <SourceStep number={1} source="stripe" title={t('install.stripe.hook')} text={t('install.stripe.hookText')} />
      <Step number={2} title={t('install.stripe.link')} text={t('install.stripe.linkText')} />
      <Step
        number={3}
        title={t('install.stripe.session')}
        text={t('install.stripe.sessionText')}
        code={stripeSession()}
      />
      <ScriptStep number={4} parts={parts} text={t('install.stripe.scriptText')} />
      <ConsentStep number={5} parts={parts} system="stripe" />
    </Section>
  )
}

function TagManagerSteps({ parts }: Props) {
  const { t } = useTranslation()
  return (
    <Section title={t('install.steps')}>
      <Step number={1} title={t('install.gtm.tag')} text={t('install.gtm.tagText')} code={tagManagerTag(parts)} />
      <Step number={2} title={t('install.gtm.layer')} text={t('install.gtm.layerText')} />
      <ConsentStep number={3} parts={parts} system="gtm" />
    </Section>
  )
}

function OwnSteps({ parts }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <Section title={t('install.steps')}>
        <ScriptStep number={1} parts={parts} text={t('install.script.text')} />
        <Step
          number={2}
          title={t('install.purchase.title')}
          text={t('install.purchase.text')}
          code={purchaseCall(parts)}
        />
        <ConsentStep number={3} parts={parts} system="own" />
      </Section>
      <Section title={t('install.other')} lead={t('install.otherLead')}>
        <Step
          title={t('install.api.title')}
          text={<Trans i18nKey="install.api.text" components={{ settings: <SettingsLink /> }} />}
          code={apiCall(parts)}
        />
        <SourceStep source="signed" title={t('install.signed.title')} text={t('install.signed.text')} />
        <Step title={t('install.pixel.title')} text={t('install.pixel.text')} code={pixelTag(parts)} />
      </Section>
    </>
  )
}

function PostbackSteps() {
  const { t } = useTranslation()
  return (
    <Section title={t('install.steps')}>
      <SourceStep
        number={1}
        source="postback"
        title={t('install.postback.address')}
        text={t('install.postback.addressText')}
      />
      <Step number={2} title={t('install.postback.click')} text={t('install.postback.clickText')} />
      <Step number={3} title={t('install.postback.status')} text={t('install.postback.statusText')} />
    </Section>
  )
}

const stepsOf: Readonly<Record<System, ComponentType<Props>>> = {
  shopify: ShopifySteps,
  woocommerce: WooCommerceSteps,
  stripe: StripeSteps,
  gtm: TagManagerSteps,
  own: OwnSteps,
  postback: PostbackSteps,
  none: NoWebShop,
}
