import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { LinkBuilder } from './link-builder.tsx'
import { LocalNotice } from './local-notice.tsx'
import { PostList } from './post-list.tsx'

export function LinksPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('links.title')} lead={t('links.lead')}>
      <LocalNotice />
      <LinkBuilder />
      <PostList />
    </Page>
  )
}
