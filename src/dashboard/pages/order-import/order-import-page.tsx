import { Button, Stack } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { useShop } from '../../parts/shop.tsx'
import { ChooseFile } from '../import/choose-file.tsx'
import { OrderImportSteps } from './order-import-steps.tsx'

/** Past orders from the shop's own list: choose it, see how it is understood, compare, import. */
export function OrderImportPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [chosen, setChosen] = useState<{ readonly file: File; readonly time: number }>()
  return (
    <Page
      title={t('orderImport.title')}
      lead={t('orderImport.lead')}
      actions={
        <Button component={Link} to="/orders" variant="default" leftSection={<IconArrowLeft size={16} />}>
          {t('orderImport.back')}
        </Button>
      }
    >
      <Stack gap="md">
        <ChooseFile
          file={chosen?.file}
          onChoose={(file) => setChosen({ file, time: Date.now() })}
          columns={t('orderImport.choose')}
          tooLargeText={(name) => t('orderImport.tooLarge', { name })}
        />
        {chosen && <OrderImportSteps key={`${shopId} ${chosen.time}`} file={chosen.file} />}
      </Stack>
    </Page>
  )
}
