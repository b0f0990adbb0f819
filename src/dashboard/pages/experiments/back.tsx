import { useTranslation } from 'react-i18next'
import { Back } from '../../parts/back-link.tsx'

export function BackToExperiments() {
  const { t } = useTranslation()
  return <Back to="/experiments">{t('experiments.all')}</Back>
}
